// SPDX-License-Identifier: Apache-2.0
/**
 * Self-contained HTML pages with charts: what the tutorials and the optimizer study show their
 * results with.
 *
 * <pre>
 *   HtmlReport.of(title).add(panel)...writeTo(path)      a page of panels
 *     panel = TextPanel | TablePanel | LineChart | HeatMap | PlanePlot
 *   HtmlPage    one file: a fixed template, the script, the style and one block of JSON data
 *   Series      numbers that cannot change;  Grid  a function sampled on a rectangle
 * </pre>
 *
 * A page makes no network request, opens from disk, and forbids by its content security policy
 * everything but its own script and style. All text reaches the page as JSON and is shown as text,
 * never as markup. The charts' script is the same for every page (resources {@code charts-*.js}).
 */
@NullMarked
package org.ejgrad.tutorials.report;

import org.jspecify.annotations.NullMarked;
