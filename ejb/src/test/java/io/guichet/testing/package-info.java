/** What tests of every context share: a real database, wiring without a container, a clock that moves. */
package io.guichet.testing;
