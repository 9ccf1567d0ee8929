package org.flotilla.architecture.sql;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.pgcodekeeper.core.parsers.antlr.ms.generated.TSQLLexer;
import org.pgcodekeeper.core.parsers.antlr.ms.generated.TSQLParser;

/**
 * The grammar of SQL Server's language, from pgCodeKeeper, which compares SQL Server schemas with it. It knows no names: that a
 * type, a function or a column exists is for {@link DbaReview} and a real server.
 */
final class TransactSql {

    private TransactSql() {}

    /** What is wrong with the text, by line and column; nothing if it is T-SQL. */
    static List<String> errors(String sql) {
        List<String> errors = new ArrayList<>();
        BaseErrorListener listener = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException cause) {
                errors.add(line + ":" + column + " " + message);
            }
        };
        TSQLLexer lexer = new TSQLLexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        TSQLParser parser = new TSQLParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        parser.tsql_file();
        return errors;
    }
}
