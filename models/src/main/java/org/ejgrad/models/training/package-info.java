// SPDX-License-Identifier: Apache-2.0
/**
 * From a model and data to a fitted model: {@link org.ejgrad.models.training.Trainer} compiles
 * forward, backward and update into one program for each batch shape and runs it over mini-batches;
 * {@link org.ejgrad.models.training.History} keeps loss and metric of every epoch; {@link
 * org.ejgrad.models.training.ModelSelection} chooses on validation data, refits, and judges on test
 * data.
 */
@NullMarked
package org.ejgrad.models.training;

import org.jspecify.annotations.NullMarked;
