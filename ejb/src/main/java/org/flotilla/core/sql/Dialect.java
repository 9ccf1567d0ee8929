package org.flotilla.core.sql;

import java.util.Locale;

/** The databases that Flotilla runs on (O2). Each has statements and migrations of its own, in a folder of its name. */
public enum Dialect {
    POSTGRESQL,
    SQLSERVER;

    /** The name of the folder with this database's statements and migrations. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From what JDBC's metadata calls the product. */
    static Dialect of(String product) {
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "Microsoft SQL Server" -> SQLSERVER;
            default ->
                throw new IllegalStateException("The database '" + product
                        + "' is not supported. Use Microsoft SQL Server or PostgreSQL for java:/jdbc/FlotillaDS.");
        };
    }
}
