/** What may know what: the rules that hold for all contexts together. */
package io.guichet.architecture;
