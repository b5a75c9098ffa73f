// SPDX-License-Identifier: Apache-2.0
/**
 * One idea a file, each with a {@code main}, each run by the build. In the order of a newcomer:
 *
 * <pre>
 *  GradTutorial, DescentTutorial, ShoeSizeTutorial    a gradient, and the descent written by hand
 *  td                                                 the linear-regression exercise, with marker
 *  CustomLossTutorial, CustomOpTutorial               a loss and an op of one's own, and their tests
 *  DerivativesTutorial                                what lies beyond the gradient, and its uses
 *  CustomRuleTutorial                                 an update rule of one's own
 *  CurveFitTutorial                                   a curve fitted by a minimizer, and its errors
 *  regression                                         seven optimizers on linear regression
 *  BlobsAndCirclesTutorial                            what a hidden layer is for
 *  DigitsTutorial, HousePricesTutorial                from files to predictions
 *  study                                              the optimizer study: six optimizers, a grid
 *  report                                             charts on self-contained pages, for all above
 * </pre>
 *
 * <p>Tutorials use only what is public in the other modules.
 */
@NullMarked
package org.ejgrad.tutorials;

import org.jspecify.annotations.NullMarked;
