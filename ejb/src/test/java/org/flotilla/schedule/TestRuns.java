package org.flotilla.schedule;

import java.time.Duration;
import java.util.List;
import org.flotilla.queue.Claim;

/** Writes down what it is asked. */
class TestRuns implements JobRunStore {

    private final List<String> acts;

    TestRuns(List<String> acts) {
        this.acts = acts;
    }

    @Override
    public void begin(long execution, Claim claim, String node, String schedule) {
        acts.add("begin " + execution);
    }

    @Override
    public List<OrphanedRun> orphans(int limit) {
        return List.of();
    }

    @Override
    public List<OrphanedRun> strays(int limit) {
        return List.of();
    }

    @Override
    public void close() {
        acts.add("close");
    }

    @Override
    public boolean settle(OrphanedRun run, String reason) {
        acts.add("settle " + run.execution() + " of " + run.claim().incarnation() + "/"
                + run.claim().attempt());
        return true;
    }

    @Override
    public void complete(long execution, String reason) {
        acts.add("complete " + execution);
    }

    @Override
    public boolean requestStop(long execution) {
        acts.add("stop " + execution);
        return true;
    }

    @Override
    public boolean abandon(long execution) {
        acts.add("abandon " + execution);
        return true;
    }

    @Override
    public void log(long execution, String level, String text, int kept) {
        acts.add("log " + execution);
    }

    @Override
    public void progress(long execution, String step, long done, Long total) {
        acts.add("progress " + execution);
    }

    @Override
    public int purge(Duration age, int limit) {
        return 0;
    }
}
