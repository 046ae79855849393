/** The first account. Start with {@link dev.batchenrich.standalone.account.DemoAccount}. */
@NullMarked
package dev.batchenrich.standalone.account;

import org.jspecify.annotations.NullMarked;
