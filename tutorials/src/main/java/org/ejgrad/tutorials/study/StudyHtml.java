// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.HtmlPage;
import org.ejgrad.tutorials.report.Series;
import org.ejgrad.tutorials.report.Thinning;

/**
 * The study as one page, {@code study.html}, that opens from disk and asks nothing of a network.
 *
 * <p>Curves are thinned by {@link Thinning} to what a chart can show; the values kept are exact.
 * The boundaries are rounded to 1/255. Times are rounded to milliseconds.
 */
public final class StudyHtml {
  private static final int LEVELS = 255;

  private StudyHtml() {}

  /**
   * Writes the page, whole or not at all.
   *
   * @throws IOException if the folder does not exist or writing fails
   */
  public static void write(StudyResult study, Path target) throws IOException {
    String script =
        HtmlPage.resource(StudyHtml.class, "study-parts.js")
            + HtmlPage.resource(StudyHtml.class, "study.js");
    HtmlPage.withScript(script).write(target, json(study));
  }

  private static String json(StudyResult study) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(true);
      StudyJsonWriter whole = new StudyJsonWriter(json);
      json.beginObject();
      whole.settings(study.settings());
      json.name("points").beginArray();
      for (PointSet points : study.points()) {
        whole.points(points);
      }
      json.endArray().name("cells").beginArray();
      for (CellResult cell : study.cells()) {
        json.beginObject();
        whole.ending(cell);
        json.name("seconds").value(Math.round(cell.seconds() * 1e3) / 1e3);
        curve(json, "loss", cell.loss());
        curve(json, "accuracy", cell.accuracy());
        boundary(json, cell.boundary());
        json.endObject();
      }
      json.endArray().endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("study: writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private static void curve(JsonWriter json, String name, Series curve) throws IOException {
    int[] drawn = Thinning.indices(curve, Thinning.DRAWN_POINTS);
    json.name(name).beginObject().name("x").beginArray();
    for (int index : drawn) {
      json.value(index + 1);
    }
    json.endArray().name("y").beginArray();
    for (int index : drawn) {
      json.value(curve.at(index));
    }
    json.endArray().endObject();
  }

  private static void boundary(JsonWriter json, Grid grid) throws IOException {
    byte[] levels = new byte[grid.values().length()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.round(grid.values().at(i) * LEVELS);
    }
    json.name("boundary").beginObject();
    json.name("xLow").value(grid.xLow()).name("xHigh").value(grid.xHigh());
    json.name("yLow").value(grid.yLow()).name("yHigh").value(grid.yHigh());
    json.name("columns").value(grid.columns()).name("rows").value(grid.rows());
    json.name("levels").value(Base64.getEncoder().encodeToString(levels)).endObject();
  }
}
