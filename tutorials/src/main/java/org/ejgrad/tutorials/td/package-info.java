// SPDX-License-Identifier: Apache-2.0
/**
 * The linear-regression exercise, as a teacher hands it out.
 *
 * <pre>
 *   sheet.md (resources)   theory, questions, how to run the marker
 *   MyRegression           what the student fills in
 *   Marker                 says which mistake is in which question; marks by behaviour, not source
 *   Solution               the answers
 *   Overfitting            the table of question 5, error on training against error on test data
 * </pre>
 *
 * <p>The marker knows each mistake as an effect on numbers: a factor, a sign, a number of steps. So
 * it names the mistake however the code is written, and several at once.
 */
@NullMarked
package org.ejgrad.tutorials.td;

import org.jspecify.annotations.NullMarked;
