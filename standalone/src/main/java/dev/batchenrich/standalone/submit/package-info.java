/**
 * Any number of identifiers, from a list to one results file, over as many jobs as they take. Start
 * with {@link dev.batchenrich.standalone.submit.SubmitRun}.
 */
@NullMarked
package dev.batchenrich.standalone.submit;

import org.jspecify.annotations.NullMarked;
