package commands_test

import (
	"slices"
	"strings"
	"testing"

	"lede/cards"
	"lede/commands/digest"
	"lede/languages"
	"lede/scheduler"
)

// TestTheSamplesInHintsAreRead: what a hint tells people to write, in their own language, is what they are then understood by.
func TestTheSamplesInHintsAreRead(t *testing.T) {
	for locale, samples := range map[string]struct{ days, times []string }{
		"en":    {[]string{"weekdays", "mon,wed,fri", "mon-fri", "mon,wed", "every day except sunday"}, []string{"7:30", "6pm", "07:30", "7.30pm", "half past seven", "weekdays at 8", "mon,wed,fri at 8"}},
		"de":    {[]string{"werktags", "Mo, Mi, Fr", "Mo-Fr", "Mo, Mi", "jeden Tag außer Sonntag"}, []string{"7:30", "18:00", "07:30", "19.30 Uhr", "halb acht", "werktags um 8", "Mo, Mi, Fr um 8"}},
		"fr":    {[]string{"en semaine", "lun, mer, ven", "lun-ven", "lun, mer", "tous les jours sauf dimanche"}, []string{"7:30", "18h", "07:30", "19h30", "7h et demie", "en semaine à 8h", "lun, mer, ven à 8h"}},
		"es-ES": {[]string{"entre semana", "lun, mié, vie", "lun-vie", "lun, mié", "todos los días menos el domingo"}, []string{"7:30", "18:00", "07:30", "19:30", "las 7 y media", "entre semana a las 8", "lun, mié, vie a las 8"}},
		"pt-BR": {[]string{"dias úteis", "seg, qua, sex", "seg-sex", "seg, qua", "todos os dias exceto domingo"}, []string{"7:30", "18h", "07:30", "19h30", "7 e meia", "dias úteis às 8", "seg, qua, sex às 8"}},
		"uk":    {[]string{"по буднях", "пн, ср, пт", "пн-пт", "пн, ср", "щодня крім неділі"}, []string{"7:30", "18:00", "07:30", "19:30", "пів на восьму", "по буднях о 8", "пн, ср, пт о 8"}},
	} {
		l := languages.For(locale)
		hints := ""
		for _, key := range []string{"option.days.description", "form.digest.days-hint", "form.digest.days-sample", "form.digest.time-hint", "problem.days.none.hint", "problem.days.unreadable.hint", "problem.clock.none.hint", "problem.clock.unreadable.hint", "problem.when.counts-days.hint"} {
			hints += l.Text(key) + "\n"
		}
		for _, s := range samples.days {
			if _, err := scheduler.ParseDays(s); err != nil || !strings.Contains(hints, s) {
				t.Errorf("%s: the days %q: %v, in\n%s", locale, s, err, hints)
			}
		}
		for _, s := range samples.times {
			if _, _, _, _, err := scheduler.ParseWhen(s); err != nil || !strings.Contains(hints, s) {
				t.Errorf("%s: the time %q: %v, in\n%s", locale, s, err, hints)
			}
		}
		for _, name := range cards.Sections() {
			own := cards.SectionTitles(l, []string{name})[0]
			if list, err := digest.ParseSections(l, " "+strings.ToLower(own)+",,"); err != nil || !slices.Equal(list, []string{name}) {
				t.Errorf("%s: the section %q: %q, %v", locale, own, list, err)
			}
		}
		if list, err := digest.ParseSections(l, strings.Join(cards.Sections(), ", ")); err != nil || !slices.Equal(list, cards.Sections()) {
			t.Errorf("%s: the names of all sections: %q, %v", locale, list, err)
		}
	}
}
