// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium for tests of pages. Where none is installed the test is skipped, or fails if
 * the system property {@code ejgrad.browser.required} is true.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts a browser of 1280 x 800 with a profile of its own.
   *
   * @param profile an empty folder
   */
  public static Browser start(Path profile) {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      String missing = "no browser: needs " + CHROMIUM + " and " + DRIVER;
      if (Boolean.getBoolean("ejgrad.browser.required")) {
        fail(missing);
      }
      abort(missing);
    }
    // Selenium warns that it has no DevTools binding for the newest Chromium; none is used here.
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,800",
        "--user-data-dir=" + profile);
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    // Both programs are given, so that Selenium never looks for one to download.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Opens a file from disk, with a fragment such as {@code #n=100}, or an empty one. */
  public ChromeDriver open(Path file, String fragment) {
    driver.get("about:blank"); // a change of the fragment alone would not load the page anew
    driver.get(file.toUri() + fragment);
    return driver;
  }

  /** Returns what the console has said since the last call. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** Returns what a script's expression is, as text. */
  public String evaluate(String expression) {
    return String.valueOf(driver.executeScript("return " + expression));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
