package scheduler_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/problem"
	"lede/scheduler"
)

// TestTimesAreReadAsPeopleSayThem in any of the languages that Lede speaks, whatever the person's own is.
func TestTimesAreReadAsPeopleSayThem(t *testing.T) {
	for said, want := range map[string]string{
		"7:30": "07:30", "um 7": "07:00", "à 7h30": "07:30", "7 Uhr": "07:00", "8 Uhr 30": "08:30", "19 h 30": "19:30", "8:00 h": "08:00", "о 8": "08:00", "às 8": "08:00", "at noon": "12:00",
		"monday 7:00": "07:00 mon", "8 Uhr montags": "08:00 mon", "lundi à minuit": "00:00 mon", "18:00 at night": "18:00", "Mondays at 7 pm": "19:00 mon", "weekdays at 7.30": "07:30 mon-fri", "8 on mon, wed and fri": "08:00 mon,wed,fri", "every day at 8": "08:00 every day",
		"lundi 7:00": "07:00 mon", "tous les lundis à 7h": "07:00 mon", "du lundi au vendredi à 7h30": "07:30 mon-fri", "le week-end à 10h": "10:00 sat,sun", "en semaine, 8h": "08:00 mon-fri", "tous les jours à midi": "12:00 every day", "7h du soir": "19:00",
		"montags um 7": "07:00 mon", "jeden Montag und Freitag um 7:15 Uhr": "07:15 mon,fri", "Montag bis Mittwoch 6.30": "06:30 mon-wed", "werktags 8 Uhr": "08:00 mon-fri", "täglich um 8 Uhr abends": "20:00 every day", "am Sonntag um 9": "09:00 sun", "Mo-Fr 7": "07:00 mon-fri",
		"cada lunes a las 8": "08:00 mon", "de lunes a viernes a las 8:30": "08:30 mon-fri", "los martes y jueves a las 8 de la tarde": "20:00 tue,thu", "todos los días a las 7": "07:00 every day", "fines de semana a mediodía": "12:00 sat,sun",
		"toda segunda-feira às 8h": "08:00 mon", "de segunda a sexta às 7:30": "07:30 mon-fri", "dias úteis às 9": "09:00 mon-fri", "todo dia às 8 da noite": "20:00 every day", "sábado e domingo 10h": "10:00 sat,sun",
		"щопонеділка о 8": "08:00 mon", "з понеділка по п’ятницю о 7:30": "07:30 mon-fri", "щодня о 8 вечора": "20:00 every day", "у вихідні о 10": "10:00 sat,sun", "пн-пт 7:00": "07:00 mon-fri", "кожного вівторка та четверга о 9": "09:00 tue,thu",
		"half past seven": "07:30", "8 o clock": "08:00", "8 oclock pm": "20:00", "quarter to 8": "07:45", "quarter past 8 pm": "20:15", "quarter to one": "12:45", "8ish": "08:00", "at 8 in the evening": "20:00", "every morning at 8": "08:00", "20:00 in the evening": "20:00", "nine at night": "21:00", "1 in the morning": "01:00", "11 in the morning": "11:00", "1 in the evening": "13:00",
		"halb acht": "07:30", "Viertel vor acht": "07:45", "abends um 8": "20:00", "sept heures et demie": "07:30", "8h moins le quart": "07:45", "a las 8 y media": "08:30", "a las 8 y cuarto": "08:15", "às 8 e meia": "08:30", "о пів на восьму": "07:30", "a las once": "11:00",
		"half seven": "07:30", "ten to eight": "07:50", "twenty past seven in the evening": "19:20", "10 past 8": "08:10", "10 past 0": "00:10", "once daily at 8": "08:00 every day", "eight twenty": "08:20", "twenty to one": "12:40",
		"zehn vor acht": "07:50", "fünf nach halb acht": "07:35", "20 nach 7 abends": "19:20", "achtzehn Uhr dreißig": "18:30", "huit heures moins dix": "07:50", "vingt heures quinze": "20:15", "las ocho menos diez": "07:50", "a las siete y veinte": "07:20", "a las veinte horas": "20:00",
		"dez para as oito": "07:50", "oito e dez": "08:10", "a partir das 8": "08:00", "за десять восьма": "07:50", "десять по восьмій": "08:10", "десять на восьму": "07:10", "о двадцятій": "20:00",
		"not sunday at 8": "08:00 mon-sat", "8 except weekends": "08:00 mon-fri", "mon-fri but not wed at 8": "08:00 mon,tue,thu,fri", "jeden Tag außer Sonntag um 8": "08:00 mon-sat", "tous les jours sauf dimanche à 8h": "08:00 mon-sat",
		"todos los días menos el domingo a las 8": "08:00 mon-sat", "todos os dias exceto domingo às 8": "08:00 mon-sat", "о 8 щодня крім неділі": "08:00 mon-sat",
		"weekly friday 17:00": "17:00 fri", "weekly on Fridays at 5pm": "17:00 fri", "every week on monday at 8": "08:00 mon", "once a week, Sunday 9:00": "09:00 sun", "wöchentlich montags um 7": "07:00 mon", "chaque semaine le lundi à 8h": "08:00 mon",
		"cada semana el lunes a las 8": "08:00 mon", "semanalmente na segunda às 8h": "08:00 mon", "щотижня у понеділок о 8": "08:00 mon",
	} {
		hour, minute, days, given, err := scheduler.ParseWhen(said)
		got := fmt.Sprintf("%02d:%02d", hour, minute)
		if given {
			got += " " + days.String()
		}
		if err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", said, got, err, want)
		}
	}
	for _, said := range []string{"", "lundi", "9-17", "7 8", "lundi 25:00", "7:00 xyz", "bis 7 bis", "at", "mon-fri", "12;30", "7;3o", "13 pm", "8 - 9 montags",
		"12 at night", "2 at night", "17:59 at night", "0:30 in the evening", "0:30 in the morning", "12 de la noche", "9 in the morning in the evening", "half past", "quarter to 7:30", "not 8", "8 except every day", "8 not sunday not monday", "six days a week at 8", "10 to 8", "eight ten", "7 past", "75 past 8"} {
		if hour, minute, days, _, err := scheduler.ParseWhen(said); err == nil {
			t.Errorf("%q is read as %02d:%02d %s", said, hour, minute, days)
		}
	}
}

// TestDaysAreReadInAnyLanguage that Lede speaks.
func TestDaysAreReadInAnyLanguage(t *testing.T) {
	for said, want := range map[string]string{
		"lundi": "mon", "lundi et jeudi": "mon,thu", "lun-ven": "mon-fri", "du samedi au lundi": "mon,sat,sun", "werktags": "mon-fri", "Mo, Mi und Fr": "mon,wed,fri", "lunes, miércoles y viernes": "mon,wed,fri",
		"fin de semana": "sat,sun", "segundas e quartas": "mon,wed", "seg-sex": "mon-fri", "понеділок": "mon", "будні": "mon-fri", "every monday": "mon", "tous les jours": "every day", "on weekdays": "mon-fri", "täglich": "every day", "weekly on friday": "fri",
	} {
		if days, err := scheduler.ParseDays(said); err != nil || days.String() != want {
			t.Errorf("%q is %q (%v), want %q", said, days, err, want)
		}
	}
	for _, said := range []string{"every", "lundi-", "bis", "lundi xyz", "a", "und", "monday except"} {
		if days, err := scheduler.ParseDays(said); err == nil {
			t.Errorf("%q is read as %s", said, days)
		}
	}
}

// TestOneDayOfAMonthIsSaidToBeImpossible, in days and beside a time.
func TestOneDayOfAMonthIsSaidToBeImpossible(t *testing.T) {
	for _, said := range []string{"last Friday", "le dernier vendredi", "first monday and friday"} {
		_, err := scheduler.ParseDays(said)
		_, _, _, _, also := scheduler.ParseWhen(said + " at 8")
		for _, err := range []error{err, also} {
			var p *problem.Problem
			if !errors.As(err, &p) || p.Code != "cron.last-or-nth" {
				t.Errorf("%q: %v", said, err)
			}
		}
	}
}

// TestWhatNoTimetableDoesIsSaidPlainly, and never read as anything else.
func TestWhatNoTimetableDoesIsSaidPlainly(t *testing.T) {
	for code, list := range map[string][]string{
		"when.no-hour":     {"in the morning", "monday", "every monday morning", "weekdays", "morgens", "le matin", "por la mañana", "de manhã", "вранці"},
		"when.counts-days": {"every other day at 8", "every two days at 8", "twice a week", "weekly", "every week", "weekly at 8", "weekly on weekdays at 8", "weekly on monday and friday at 8", "alle zwei Tage um 8", "jeden zweiten Tag um 8", "un jour sur deux à 8h", "cada dos días a las 8", "dia sim dia não às 8", "через день о 8"},
		"when.once": {"tomorrow at 8", "please tomorrow at 8", "8 tonight", "morgen um 8", "demain à 8h", "hoy a las 8", "hoje às 8", "завтра о 8",
			"26.11.2026 07:30", "7:30 on 1.12.2026", "26.11.2026", "2026-12-01", "on 26 November at 7", "November 26th, 8am", "Thursday the 26th of November at 7", "26/11 at 7", "at 7 on 26/11", "2/12/2000 7:00", "am 1.12. um 7", "am 1. Dezember um 7", "le 1er décembre à 7h", "el 5 de mayo a las 8", "5 de março às 8", "26 листопада о 7",
		},
		"when.uneven-hours":  {"every 5 hours", "every 90 minutes", "alle 45 Minuten", "alle 7 Stunden", "toutes les 5 heures"},
		"when.other-minutes": {"7:00 and 18:30", "weekdays 7:00, 12:00 and 18:30", "7h et 18h30"},
		"when.no-times":      {"twice a day", "zweimal am Tag", "deux fois par jour", "dos veces al día", "duas vezes por dia", "двічі на день"},
		"when.other-days":    {"Monday at 8 and Friday at 10", "weekdays at 7 and weekends at 9", "7 on weekdays and 9", "7 in the morning and weekends 9", "not sunday at 7 and 8 weekdays", "werktags um 7 und am Wochenende um 9", "en semaine à 7h et le week-end à 9h", "entre semana a las 7 y fines de semana a las 9", "dias úteis às 7 e fins de semana às 9", "у будні о 7, у вихідні о 9"},
		"when.unclear-range": {"every hour from 9 to 5", "every 2 hours from 22 to 6", "hourly from 8:30 to 18:00", "every 30 minutes from 8:15 to 18:00", "every 20 minutes from 8 to 17:50", "every hour from 8am to 6", "every hour from 8am to 11", "every 2 hours from 8 to 12 and 18", "every 30 minutes between 8 and 12 and 18"},
		"when.too-often":     {"every 5 minutes", "every five minutes", "toutes les 5 minutes"},
		"when.is-cron":       {"0 7 * * 1-5", "*/30 8 1 * *"},
		"cron.hour":          {"0 25 * * 1"},
		"when.as-it-comes":   {"as it comes", "immediately", "sofort", "dès que ça arrive", "al momento", "na hora", "одразу"},
		"cron.last-or-nth":   {"0 7 * * 5L", "5#2", "fri#2", "0 7 L * *", "on the 1st at 8", "first monday of the month at 8", "erster Montag im Monat 8", "le premier lundi du mois à 8h"},
		"clock.unreadable":   {"every 2 hours at 7", "every 2 hours between 8", "das 8 às 18", "7:3o", "soon", "monday 8 xyz", "every 15 minutes at 7"},
	} {
		for _, typed := range list {
			if cron, ok := scheduler.ParseSeveral(typed, 0); ok {
				t.Errorf("%q is read as %q", typed, cron)
			}
			_, _, _, _, err := scheduler.ParseWhen(typed)
			var p *problem.Problem
			if !errors.As(err, &p) || p.Code != code {
				t.Errorf("%q: %v, not %s", typed, err, code)
			}
			if said := p.Error(); !strings.Contains(said, string([]rune(typed)[:min(30, len([]rune(typed)))])) {
				t.Errorf("%q is not named: %s", typed, said)
			}
		}
	}
	for _, typed := range []string{"26 November", "1.12.2026", "2026-12-01"} {
		var p *problem.Problem
		if _, err := scheduler.ParseDays(typed); !errors.As(err, &p) || p.Code != "when.once" {
			t.Errorf("%q: %v", typed, err)
		}
	}
	for _, typed := range []string{"every other day", "alle zwei Tage"} {
		var p *problem.Problem
		if _, err := scheduler.ParseDays(typed); !errors.As(err, &p) || p.Code != "when.counts-days" {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"", "lundi 7h", "8 Uhr 30", "пн-пт 7:00", "\xff 7", "’ - 7", "7 am am", "a a a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if hour, minute, _, _, err := scheduler.ParseWhen(s); err == nil && (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
			t.Errorf("%q is %d:%d", s, hour, minute)
		}
		_, _ = scheduler.ParseDays(s)
	})
}

// Ensure what runs several times a day is an expression, and is never taken for one time of day.
func TestSeveralTimesADay(t *testing.T) {
	for typed, want := range map[string]string{
		"7:00 and 18:00": "0 7,18 * * *", "7am, 6pm": "0 7,18 * * *", "7:00 18:00": "0 7,18 * * *", "7:00 18": "0 7,18 * * *", "every 2 hours": "0 */2 * * *", "hourly": "0 * * * *", "alle 3 Stunden": "0 */3 * * *",
		"every 2 hours from 8 to 18": "0 8-18/2 * * *", "weekdays every 3 hours between 9am and 5pm": "0 9-17/3 * * 1-5", "hourly 9-11": "0 9-11 * * *", "every 30 minutes from 8 to 18": "*/30 8-17 * * *", "weekdays every 15 minutes between 9:00 and 16:45": "*/15 9-16 * * 1-5", "alle 20 Minuten von 8 bis 10 Uhr": "*/20 8-9 * * *", "cada 30 minutos de 8 a 12": "*/30 8-11 * * *", "alle 2 Stunden von 8 bis 12 Uhr": "0 8-12/2 * * *", "toutes les deux heures entre 8 h et 12 h": "0 8-12/2 * * *",
		"cada 2 horas de 8 a 12": "0 8-12/2 * * *", "a cada 2 horas das 8h às 12h": "0 8-12/2 * * *", "de 2 em 2 horas das 8 às 12": "0 8-12/2 * * *", "кожні 2 години з 8 до 12": "0 8-12/2 * * *", "every half hour": "*/30 * * * *", "alle 15 Minuten": "*/15 * * * *",
		"noon and 6pm": "0 12,18 * * *", "13:00 and 6pm": "0 13,18 * * *", "monday at 8 and friday at 8": "0 8 * * 1,5", "twice a day at 8 and 20": "0 8,20 * * *", "8 Uhr 30 und 18 Uhr 30": "30 8,18 * * *", "eight ten": "", "7am and 9": "",
		"toutes les 6 heures": "0 */6 * * *", "cada 4 horas": "0 */4 * * *", "кожні 4 години": "0 */4 * * *", "7 Uhr und 19 Uhr": "0 7,19 * * *", "weekdays 7, 12, 18": "0 7,12,18 * * 1-5", "7 in the morning and 6 in the evening": "0 7,18 * * *", "7:00 and 18:00 except sunday": "0 7,18 * * 1,2,3,4,5,6", "half past seven and half past nine": "30 7,9 * * *", "meio-dia e meia-noite": "0 0,12 * * *",
		"sundays at 18:15 and 9:15": "15 9,18 * * 0", "1/12 at 7": "", "2/12/2000 7:00": "", "7": "", "lundi 7h": "", "8 Uhr 30": "", "7 and 9 pm": "", "8:00-18:00": "", "7;3o": "", "7,15": "", "7,12,18": "0 7,12,18 * * *", "7:00 and 18:30": "", "every 5 hours": "", "first monday 7 and 8": "", "": "", "hourly at 7": "", "12 and 6pm": "", "midnight and 7": "", "every 2 hours monday - 8, 12": "", "every 2 hours 8 - monday, 12": "",
	} {
		got, ok := scheduler.ParseSeveral(typed, 0)
		if got != want || ok != (want != "") {
			t.Errorf("%q is read as %q, %v, want %q", typed, got, ok, want)
		}
		if _, _, _, _, err := scheduler.ParseWhen(typed); want != "" && err == nil {
			t.Errorf("%q is one time of day too", typed)
		}
		if _, err := scheduler.ParseCron(want); want != "" && err != nil {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if got, _ := scheduler.ParseSeveral("7 and 18", scheduler.Days(1<<time.Monday)); got != "0 7,18 * * 1" {
		t.Errorf("on Mondays: %q", got)
	}
}

func FuzzParseSeveral(f *testing.F) {
	for _, seed := range []string{"every 2 hours", "7 and 18", "hourly", "every 0 hours", "\xff", "7:00 noon"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if expression, ok := scheduler.ParseSeveral(typed, 0); ok {
			if _, err := scheduler.ParseCron(expression); err != nil {
				t.Fatalf("%q is read as %q: %v", typed, expression, err)
			}
		}
	})
}
