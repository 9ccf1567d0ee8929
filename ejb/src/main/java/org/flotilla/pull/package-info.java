/**
 * Files that are pulled from sites into the homes of accounts, each exactly once (S3, T2, T4, T6, T7, T8; decision 0015). The
 * batch job {@code pull} drives it through {@link org.flotilla.pull.Pulls}; the statements are in {@code pull.sql}. May use
 * schedule, transfer and below.
 */
package org.flotilla.pull;
