/**
 * The web page at the root of the gateway. Start with {@link dev.batchenrich.gateway.page.WebPage}.
 */
@NullMarked
package dev.batchenrich.gateway.page;

import org.jspecify.annotations.NullMarked;
