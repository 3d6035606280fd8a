/**
 * The tenants, people and prices that a newcomer tries Guichet with. Loaded only where {@code guichet.demo} says so;
 * nothing imports it.
 */
@NullMarked
package io.guichet.demo;

import org.jspecify.annotations.NullMarked;
