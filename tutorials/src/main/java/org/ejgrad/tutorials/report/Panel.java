// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

/** One part of a report page. */
public sealed interface Panel permits TextPanel, TablePanel, LineChart, HeatMap, PlanePlot {
  /** Returns the heading; may be empty for text. */
  String title();
}
