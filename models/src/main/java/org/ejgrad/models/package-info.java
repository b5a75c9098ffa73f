// SPDX-License-Identifier: Apache-2.0
/**
 * Models are graphs: a {@link org.ejgrad.models.Model} says what its predictions and its loss are,
 * as expressions of features and parameters.
 *
 * <pre>
 *  Mlp.layers(..) ──build──▶ Network ── predictions(x, theta), loss(x, y, theta)
 *  LinearRegression.of(..)      │
 *  LogisticRegression.of(..)    ├──▶ Predictor: compiled, for any number of rows and threads
 *  SoftmaxRegression.of(..)     │
 *                               └──▶ training.Trainer.fit(data.Dataset) ──▶ training.History
 *
 *  data: CSV, IDX, generators ──▶ Dataset ──▶ Split ──▶ Standardizer ──▶ MiniBatches
 *  metrics: accuracy, ConfusionMatrix, log-loss, errors, R2
 * </pre>
 *
 * <p>The regressions are networks without hidden layers. A {@link org.ejgrad.models.Head} ties what
 * the outputs mean to the loss that goes with it; losses are computed from logits. Initial weights
 * depend on a seed and on nothing else.
 */
@NullMarked
package org.ejgrad.models;

import org.jspecify.annotations.NullMarked;
