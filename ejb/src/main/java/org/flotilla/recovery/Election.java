package org.flotilla.recovery;

/**
 * Whether the server's cluster elected this node to run the monitor (D1). Makes it rare that two monitors look at once;
 * after a freeze two can be elected for some seconds, so what they do is safe with any number of them.
 */
public interface Election {

    boolean isElected();
}
