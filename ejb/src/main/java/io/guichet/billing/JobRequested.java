package io.guichet.billing;

import java.time.Instant;

/** A run that was asked for, as the first answer told it and every later one does. */
public record JobRequested(JobRunId id, JobName job, String month, Instant requestedAt) {}
