/** The web page, as people use it. Start with {@link dev.batchenrich.standalone.page.WebPageIT}. */
@NullMarked
package dev.batchenrich.standalone.page;

import org.jspecify.annotations.NullMarked;
