// SPDX-License-Identifier: Apache-2.0
/**
 * The optimizer study: every optimizer on every size, network and learning rate of a grid.
 *
 * <pre>
 *   StudySettings --cells()--> CellKey ... --CellRunner--> CellResult ...      Study runs them in parallel
 *                                                    \
 *                                                 StudyResult --> StudyTable   text for the terminal
 *                                                             --> StudyJson    study.json, whole and exact
 *                                                             --> StudyHtml    study.html, to look at
 * </pre>
 *
 * A result is a value: the same settings give the same cells in the same order, on any number of
 * threads; only the times differ. A cell that diverges or never gets below the loss threshold is a
 * result like any other.
 */
@NullMarked
package org.ejgrad.tutorials.study;

import org.jspecify.annotations.NullMarked;
