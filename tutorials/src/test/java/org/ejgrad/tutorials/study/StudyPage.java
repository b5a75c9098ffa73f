// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejgrad.tutorials.report.Browser;
import org.ejgrad.tutorials.report.Series;
import org.ejgrad.tutorials.report.Thinning;

/** The open study page: clicks its buttons and compares what it plots with a study. */
final class StudyPage {
  private final Browser browser;

  StudyPage(Browser browser) {
    this.browser = browser;
  }

  /** Clicks through every size, network and rate; all curves must be those of the study. */
  void assertPlotsEveryCellOf(StudyResult saved) throws IOException {
    StudySettings settings = saved.settings();
    for (int size = 0; size < settings.sizes().size(); size++) {
      for (int network = 0; network < settings.networks().size(); network++) {
        for (int rate = 0; rate < settings.learningRates().size(); rate++) {
          click("size-" + size);
          click("network-" + network);
          click("rate-" + rate);
          List<Plotted> curves = plotted();
          assertEquals(2 * settings.optimizers().size(), curves.size(), "two charts");
          for (Plotted curve : curves) {
            int optimizer = settings.optimizers().indexOf(curve.optimizer());
            CellResult cell = saved.cell(size, network, rate, optimizer);
            assertSameValues(curve.chart().equals("loss") ? cell.loss() : cell.accuracy(), curve);
            assertDrawnWherePlotted(curve, optimizer);
          }
        }
      }
    }
  }

  record Plotted(String chart, String optimizer, List<Integer> x, List<Double> y) {}

  /** Every point plotted is a point of the saved curve; ends and extremes are among them. */
  private static void assertSameValues(Series whole, Plotted curve) {
    List<Integer> x = curve.x();
    assertTrue(x.size() <= Thinning.DRAWN_POINTS);
    assertEquals(x.size(), curve.y().size());
    assertEquals(1, x.get(0));
    assertEquals(whole.length(), x.get(x.size() - 1));
    for (int i = 0; i < x.size(); i++) {
      assertEquals(whole.at(x.get(i) - 1), curve.y().get(i), "iteration " + x.get(i));
    }
    assertTrue(curve.y().contains(whole.max()) && curve.y().contains(whole.min()));
  }

  /** Maps the corners of the drawn path back through the axes to the values plotted. */
  private void assertDrawnWherePlotted(Plotted curve, int optimizer) {
    String chart = "document.querySelector('#" + curve.chart() + "')";
    String path =
        browser.evaluate(
            chart + ".querySelector('path[data-series=\"" + optimizer + "\"]').getAttribute('d')");
    double[] xAxis = numbers(browser.evaluate(chart + ".querySelector('[data-x]').dataset.x"));
    double[] yAxis = numbers(browser.evaluate(chart + ".querySelector('[data-y]').dataset.y"));
    String[] corners = path.substring(1).split("L", -1);
    assertEquals(curve.x().size(), corners.length);
    boolean log = curve.chart().equals("loss");
    for (int i = 0; i < corners.length; i++) {
      double[] at = numbers(corners[i]);
      // the path is written with two decimals
      assertEquals(pixel(curve.x().get(i), xAxis, false), at[0], 0.006);
      double y = Math.max(-1e5, pixel(curve.y().get(i), yAxis, log));
      assertEquals(y, at[1], 0.006);
    }
  }

  /** An axis is low, high, pixel of low, pixel of high. */
  private static double pixel(double value, double[] axis, boolean log) {
    double low = log ? Math.log10(axis[0]) : axis[0];
    double high = log ? Math.log10(axis[1]) : axis[1];
    double at = log ? Math.log10(value) : value;
    return axis[2] + (at - low) / (high - low) * (axis[3] - axis[2]);
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  void click(String id) {
    browser.evaluate("document.getElementById('" + id + "').click()");
  }

  List<Plotted> plotted() throws IOException {
    List<Plotted> curves = new ArrayList<>();
    String json = browser.evaluate("JSON.stringify(window.study.plotted())");
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.beginArray();
      while (reader.hasNext()) {
        String chart = "";
        String optimizer = "";
        List<Integer> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
          switch (reader.nextName()) {
            case "chart" -> chart = reader.nextString();
            case "optimizer" -> optimizer = reader.nextString();
            case "x" -> {
              reader.beginArray();
              while (reader.hasNext()) {
                x.add(reader.nextInt());
              }
              reader.endArray();
            }
            case "y" -> {
              reader.beginArray();
              while (reader.hasNext()) {
                y.add(reader.nextDouble());
              }
              reader.endArray();
            }
            default -> reader.skipValue();
          }
        }
        reader.endObject();
        curves.add(new Plotted(chart, optimizer, x, y));
      }
      reader.endArray();
    }
    return curves;
  }
}
