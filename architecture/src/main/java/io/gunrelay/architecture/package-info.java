/**
 * Holds a module's packages to a table: which of them there are, and what each may depend on. In: a
 * folder of compiled classes and the table. Out: checks, each with a name and a message that says
 * what is wrong.
 */
@NullMarked
package io.gunrelay.architecture;

import org.jspecify.annotations.NullMarked;
