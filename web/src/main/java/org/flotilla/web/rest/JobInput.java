package org.flotilla.web.rest;

import java.util.Map;

/**
 * A job to be run once.
 *
 * @param job its name
 * @param jobParameters may be null: none
 */
public record JobInput(String job, Map<String, String> jobParameters) {

    public JobInput {
        jobParameters = jobParameters == null ? Map.of() : Map.copyOf(jobParameters);
    }
}
