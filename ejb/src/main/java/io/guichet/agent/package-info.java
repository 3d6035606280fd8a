/**
 * Agents (masters), their deployments at tenants, the domains that may show them, and what a deployment looks like once
 * every level of branding is applied. Does not converse.
 */
@NullMarked
package io.guichet.agent;

import org.jspecify.annotations.NullMarked;
