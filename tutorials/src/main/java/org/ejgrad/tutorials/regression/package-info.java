// SPDX-License-Identifier: Apache-2.0
/**
 * Seven ways to descend, on synthetic linear regressions from 500 rows of 2 features to 150,000 of
 * 7: which one gets there, at which rate, and what the shape of the data has to do with it.
 *
 * <pre>
 *   Problem    data, their least squares, and the loss on all rows as an expression
 *   Method     gradient descent, one-sample and mini-batch SGD, momentum, AdaGrad, RMSProp, Adam
 *   Descent    one run: 1,000 compiled steps, the loss after each   ──▶ Run
 *   Sweep      all runs on one problem                              ──▶ RegressionTable  (terminal)
 *   Conclusions   sentences made of the numbers measured            ──▶ RegressionReport (page)
 * </pre>
 *
 * Start with {@link org.ejgrad.tutorials.regression.RegressionMain}.
 */
@NullMarked
package org.ejgrad.tutorials.regression;

import org.jspecify.annotations.NullMarked;
