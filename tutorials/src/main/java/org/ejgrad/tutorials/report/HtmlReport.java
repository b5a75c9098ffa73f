// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of panels in one self-contained file:
 *
 * <pre>{@code
 * HtmlReport.of("Digits")
 *     .subtitle("784-128-10, Adam, 10 epochs")
 *     .add(new LineChart("Loss", "", Axis.linear("epoch"), Axis.log("loss"), lines))
 *     .add(HeatMap.confusion("Confusion matrix", classNames, counts))
 *     .writeTo(Path.of("digits.html"));
 * }</pre>
 *
 * Opens from disk, makes no network request, light and dark. Not safe for use by several threads.
 */
public final class HtmlReport {
  private final String title;
  private String subtitle = "";
  private final List<Panel> panels = new ArrayList<>();

  private HtmlReport(String title) {
    this.title = title;
  }

  /** Starts an empty page with this title. */
  public static HtmlReport of(String title) {
    return new HtmlReport(title);
  }

  /** Sets the line below the title. */
  public HtmlReport subtitle(String text) {
    subtitle = text;
    return this;
  }

  /** Adds a panel below or beside the ones before it. */
  public HtmlReport add(Panel panel) {
    panels.add(panel);
    return this;
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @throws IOException if the folder does not exist or writing fails
   */
  public void writeTo(Path path) throws IOException {
    HtmlPage.withScript(HtmlPage.resource(HtmlReport.class, "report.js")).write(path, json());
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(true);
      json.beginObject().name("title").value(title).name("subtitle").value(subtitle);
      json.name("panels").beginArray();
      PanelJson writer = new PanelJson(json);
      for (Panel panel : panels) {
        writer.write(panel);
      }
      json.endArray().endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("report: writing to memory cannot fail", e);
    }
    return text.toString();
  }
}
