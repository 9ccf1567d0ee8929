/**
 * Files that are taken from sites and monitored folders into the homes of accounts, each exactly once (S3, T2, T4, T6, T7, T8;
 * decisions 0015, 0016). The batch jobs {@code pull} and {@code monitor} drive it through {@link org.flotilla.pull.Pulls};
 * the statements are in {@code pulled_file.sql}. May use schedule, transfer and below.
 */
package org.flotilla.pull;
