// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One HTML file that needs nothing else: a fixed template, the charts' style and script, a page
 * script, and the data as JSON.
 *
 * <p>Only the data differs between two pages with the same script, and it cannot leave its element:
 * {@link #write} refuses JSON that holds a raw {@code <}, {@code >} or {@code &}. The content
 * security policy admits the one script and the one style by their SHA-256 and nothing else.
 */
public final class HtmlPage {
  private static final String[] CHARTS = {
    "charts-base.js", "charts-line.js", "charts-plane.js", "charts-heat.js"
  };

  private final String style;
  private final String script;

  private HtmlPage(String style, String script) {
    this.style = style;
    this.script = script;
  }

  /** Returns a page that runs the given script, with the charts' functions in scope. */
  public static HtmlPage withScript(String pageScript) {
    StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
    for (String part : CHARTS) {
      script.append(resource(HtmlPage.class, part)).append('\n');
    }
    return new HtmlPage(
        resource(HtmlPage.class, "page.css"),
        script.append(pageScript).append("})();\n").toString());
  }

  /**
   * Returns the text of a resource beside a class, UTF-8.
   *
   * @throws IllegalStateException if it is missing or cannot be read: the jar is incomplete
   */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "page: resource must be beside " + owner.getName() + ", got none named " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("page: resource " + name + " cannot be read", e);
    }
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param json the data, with {@code < > &} escaped as backslash-u sequences
   * @throws IllegalArgumentException if the data holds one of these characters raw
   */
  public void write(Path target, String json) throws IOException {
    byte[] page = render(json).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(target, out -> out.write(page));
  }

  String render(String json) {
    for (int i = 0; i < json.length(); i++) {
      if ("<>&\u2028\u2029".indexOf(json.charAt(i)) >= 0) {
        throw new IllegalArgumentException(
            "page: < > & U+2028 U+2029 must be escaped in the data, got one at " + i);
      }
    }
    String policy =
        "default-src 'none'; script-src '"
            + hash(script)
            + "'; style-src '"
            + hash(style)
            + "'; base-uri 'none'; form-action 'none'";
    return String.join(
        "",
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        "<title>EJGrad</title>\n<style>" + style + "</style>\n</head>\n<body>\n",
        "<main id=\"page\"><noscript>This page draws its charts with JavaScript; nothing is loaded",
        " from a network.</noscript></main>\n",
        "<script type=\"application/json\" id=\"data\">" + json + "</script>\n",
        "<script>" + script + "</script>\n</body>\n</html>\n");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("page: every Java platform must offer SHA-256", e);
    }
  }
}
