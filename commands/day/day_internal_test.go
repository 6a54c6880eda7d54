package day

import (
	"strings"
	"testing"
	"time"

	"lede/languages"
)

// TestADayIsReadAsPeopleTypeIt, in every language; one without a year, or a day of the week, is the latest.
func TestADayIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) // a Sunday
	const none = "0001-01-01"
	for locale, days := range map[string]map[string]string{
		"en-US": {
			"2025-02-14": "2025-02-14", "14.2.2025": "2025-02-14", "14/02/2025": "2025-02-14", "2/14/2025": "2025-02-14", "3/3/2025": "2025-03-03", "03/02/2025": none,
			"February 14": "2026-02-14", "14th Feb": "2026-02-14", "Feb. 14, 2025": "2025-02-14", "March 1": "2026-03-01", "March 2": "2025-03-02", "29 February": "2024-02-29",
			"30 February": none, "February": none, "14": none, "14 2025": none, "14 15 February": none, "14 February 2025 2024": none, "32 May": none, "14 jui": none, "14 ma": none,
			"friday": "2026-02-27", "Sunday": "2026-03-01", "mon": "2026-02-23", "weekdays": none, "every day": none, "someday": none, "14/13/2025": none, "0/1/2025": none,
		},
		"de":    {"14/02/2025": "2025-02-14", "03/02/2025": "2025-02-03", "14. Februar": "2026-02-14", "2. Mär 2025": "2025-03-02", "Freitag": "2026-02-27"},
		"fr":    {"14 février": "2026-02-14", "1er mars": "2026-03-01", "vendredi": "2026-02-27", "14 févr. 2025": "2025-02-14"},
		"es-ES": {"14 de febrero": "2026-02-14", "14 de febrero de 2025": "2025-02-14", "viernes": "2026-02-27"},
		"pt-BR": {"14 de fevereiro de 2025": "2025-02-14", "14 de fevereiro": "2026-02-14", "sexta-feira": "2026-02-27"},
		"uk":    {"14 лютого 2025 р.": "2025-02-14", "14 лютого": "2026-02-14", "п’ятниця": "2026-02-27", "п'ятницю": "2026-02-27"},
	} {
		for typed, want := range days {
			at, ok := Read(languages.For(locale), typed, today)
			if !ok {
				at, ok = Last(typed, today)
			}
			if got := at.Format(time.DateOnly); ok != (want != none) || ok && got != want {
				t.Errorf("%s, %q: %s, %v, want %s", locale, typed, got, ok, want)
			}
		}
	}
	if _, ok := Read(languages.Language{}, "February 14", time.Time{}); ok {
		t.Error("a year is made up where today is not given")
	}
	if _, ok := Read(languages.Language{}, strings.Repeat("de ", 1_000_000)+"14 February", today); ok {
		t.Error("a text without end is a day")
	}
}
