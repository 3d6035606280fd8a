/**
 * What tenants and those who run the platform measure: how conversations went, by day, deployment and agent. It reads what
 * others wrote and changes nothing.
 */
@NullMarked
package io.guichet.analytics;

import org.jspecify.annotations.NullMarked;
