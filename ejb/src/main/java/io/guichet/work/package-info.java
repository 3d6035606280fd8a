/**
 * Durable, delayed, retried work on PostgreSQL. Work is scheduled inside the transaction of whoever wants it done: it is
 * done if that transaction commits, at least once, on any node. The only place that knows db-scheduler.
 */
@NullMarked
package io.guichet.work;

import org.jspecify.annotations.NullMarked;
