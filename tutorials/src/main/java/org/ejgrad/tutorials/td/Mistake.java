// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.td;

/** The kinds of mistake that the marker tells apart; {@link Finding} says more of one. */
enum Mistake {
  NOT_WRITTEN("not written yet"),
  EXCEPTION("stops with an exception"),
  DOES_NOT_END("does not end"),
  NOTHING_RETURNED("returns null"),
  NOT_FINITE("not a finite number"),
  CHANGED_ARGUMENT("changes its argument"),
  WRONG_SHAPE("wrong shape"),
  TRANSPOSED("transposed"),
  WRONG_SIGN("wrong sign"),
  FACTOR_TWO_MISSING("factor 2 missing"),
  FACTOR_TWO_EXTRA("factor 2 too many"),
  MEAN_MISSING("sum instead of mean"),
  MEAN_TWICE("mean taken twice"),
  MEAN_OVER_COLUMNS("mean over the wrong number"),
  NOT_SQUARED("not the squared error"),
  NO_UPDATE("no update"),
  WRONG_RATE("wrong rate"),
  OFF_BY_ONE("wrong number of steps"),
  STEPS_IGNORED("number of steps ignored"),
  STALE_GRADIENT("gradient not taken anew"),
  SWAPPED("training and test swapped"),
  FITTED_ON_TEST("fitted on the test data"),
  SAME_DATA_TWICE("one error reported twice"),
  OTHER("wrong numbers");

  private final String title;

  Mistake(String title) {
    this.title = title;
  }

  /** A few words for the head of a line. */
  String title() {
    return title;
  }
}
