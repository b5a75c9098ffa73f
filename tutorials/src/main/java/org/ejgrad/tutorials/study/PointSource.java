// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

/** Makes the data points that the cells of a size train on, for drawing. */
@FunctionalInterface
public interface PointSource {
  /** Returns the points of size n, all or thinned. */
  PointSet points(int n, StudySettings settings);
}
