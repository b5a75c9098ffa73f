// SPDX-License-Identifier: Apache-2.0
/** Update rules over parameter and gradient pairs, schedules, clipping and stop rules. */
@NullMarked
package org.ejgrad.optim;

import org.jspecify.annotations.NullMarked;
