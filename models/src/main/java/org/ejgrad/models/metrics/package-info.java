// SPDX-License-Identifier: Apache-2.0
/**
 * Figures that tell how good predictions are, from plain matrices; nothing here is differentiated.
 *
 * <pre>
 * classes n x 1 (indices)      ─▶ ClassificationMetrics.accuracy, ConfusionMatrix
 * probabilities n x K or n x 1 ─▶ ClassificationMetrics.logLoss, .predictedClasses ─▶ classes
 * numbers n x k                ─▶ RegressionMetrics
 * </pre>
 *
 * Predictions come first, true values second, everywhere. One row is one sample. Sums are
 * compensated, so that the figures of a million rows are as good as those of ten.
 */
@NullMarked
package org.ejgrad.models.metrics;

import org.jspecify.annotations.NullMarked;
