package digest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/commands/command"
	"lede/languages"
	"lede/problem"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// whenOptions are the options for when a digest runs.
func whenOptions() []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{
		command.Completing(command.TextOption("time")),
		command.Completing(command.TextOption("days")),
		command.Completing(command.TextOption("zone")),
		command.Completing(command.TextOption("cron")),
	}
}

// chosenTimes returns the timetable that the options give a new digest, with a hint if they name no zone and the server has none.
func chosenTimes(in command.Input, zone string, now time.Time) (t scheduler.Timetable, hint string, err error) {
	if zone == "" {
		zone = "UTC"
		if in.Text("zone") == "" {
			hint = in.Language().Text("command.digest.in-utc")
		}
	}
	t.Zone = zone
	switch {
	case in.Text("when") == whenAsItComes:
		t.Hour, hint = usualHour, "" // should it be given times later
	case in.Text("time") == "" && in.Text("cron") == "":
		return t, "", problem.New("commands.time-none")
	}
	err = amend(in, &t, now)
	return t, hint, err
}

// amend changes a timetable as the options say: a time replaces an expression, and the reverse.
func amend(in command.Input, t *scheduler.Timetable, now time.Time) (err error) {
	at, days, zone := in.Text("time"), in.Text("days"), in.Text("zone")
	expression, _, _ := strings.Cut(in.Text("cron"), meaningMark) // a client may send a choice by its display name
	switch {
	case expression != "" && (at != "" || days != ""):
		return problem.New("commands.cron-and-time")
	case days != "" && at == "" && t.Cron != "":
		return problem.New("commands.cron-has-days")
	case expression != "":
		t.Hour, t.Minute, t.Days = 0, 0, 0
		t.Cron, err = scheduler.ParseCron(expression)
	case at != "":
		if at, zone, err = zoneBehind(at, zone, now); err == nil {
			days, err = atTimes(t, at, days)
		}
	}
	if err == nil && days != "" {
		t.Days, err = scheduler.ParseDays(days)
	}
	if err == nil && zone != "" {
		t.Zone, err = scheduler.MeantZone(zone, now)
	}
	return err
}

// atTimes sets when a timetable runs to what was typed as its time, which may be several times, and returns the days still to be
// parsed: “lundi 7h” is more specific than a field that was left unchanged.
func atTimes(t *scheduler.Timetable, at, days string) (rest string, err error) {
	t.Cron = ""
	on := t.Days
	if days != "" {
		if on, err = scheduler.ParseDays(days); err != nil {
			return "", err
		}
	}
	if several, ok := scheduler.ParseSeveral(at, on); ok {
		t.Hour, t.Minute, t.Days = 0, 0, 0
		t.Cron, err = scheduler.ParseCron(several)
		return "", err
	}
	var given bool
	var named scheduler.Days
	if t.Hour, t.Minute, named, given, err = scheduler.ParseWhen(at); given {
		t.Days, days = named, ""
	}
	return days, err
}

// zoneBehind splits off a zone typed after a time: “7:30 Paris time”. It asks about an ambiguous one.
func zoneBehind(at, zone string, now time.Time) (clock, meant string, err error) {
	readable := func(s string) bool {
		_, several := scheduler.ParseSeveral(s, 0)
		_, _, _, _, wrong := scheduler.ParseWhen(s)
		return several || wrong == nil
	}
	list := strings.Fields(at)
	if len(list) > mostWords || readable(at) {
		return at, zone, nil
	}
	for i := 1; i < len(list); i++ {
		head, tail := strings.Join(list[:i], " "), strings.TrimPrefix(strings.Join(list[i:], " "), "in ")
		if !readable(head) {
			continue
		}
		named, err := scheduler.MeantZone(tail, now)
		if err == nil || len(scheduler.MeantZones(tail, now)) > 0 {
			return head, named, err
		}
	}
	return at, zone, nil
}

// mostWords is the maximum number of words of a time with its days and its zone.
const mostWords = 12

// meaningMark separates an expression that is offered from its meaning.
const meaningMark = " — "

// expressions are offered to those who type a cron expression, with their meaning.
var expressions = []struct{ cron, meaning string }{ // meaning is a key of the catalogue
	{"0 7 * * 1-5", "cron.weekday-mornings"},
	{"0 7,18 * * *", "cron.mornings-and-evenings"},
	{"0 8-18/2 * * 1-5", "cron.office-hours"},
	{"0 */6 * * *", "cron.every-six-hours"},
	{"30 9 * * 6,0", "cron.weekend-mornings"},
	{"0 9 * * 1", "cron.mondays"},
	{"0 9 1 * *", "cron.monthly"},
	{"0 9 1,15 * *", "cron.twice-a-month"},
	{"0 9 1 */3 *", "cron.quarterly"},
	{"@hourly", "cron.hourly"},
	{"@daily", "cron.daily"},
	{"@weekly", "cron.weekly"},
}

// completeTimetable offers times, days, zones and expressions.
func completeTimetable(in command.Input) []command.Choice {
	typed := in.Text(in.Focused)
	switch in.Focused {
	case "time":
		return completeClock(typed)
	case "days":
		return completeDays(in.Language(), typed)
	case "zone":
		return CompleteZone(typed, time.Now())
	case "cron":
		return completeCron(in.Language(), typed)
	}
	return nil
}

// CompleteZone offers the zones that may be meant, and then those whose names match. Zones such as Etc/GMT+2 are offered only to those
// who begin to type them: their signs mislead.
func CompleteZone(typed string, now time.Time) []command.Choice {
	if typed == "" {
		return command.CompleteFrom(scheduler.CommonZones(), "")
	}
	choices := command.CompleteFrom(scheduler.MeantZones(typed, now), "")
	for _, choice := range command.CompleteFrom(scheduler.Zones(), strings.ReplaceAll(typed, " ", "_")) {
		if shown := scheduler.ShownZone(choice.Value); shown != choice.Value {
			choice.Name = shown + " (" + choice.Value + ")"
		}
		misleads := strings.HasPrefix(choice.Value, "Etc/") && !strings.HasPrefix(strings.ToLower(typed), "etc")
		if !misleads && !slices.Contains(choices, choice) {
			choices = append(choices, choice)
		}
	}
	return command.First(choices)
}

func completeClock(typed string) []command.Choice {
	var times []string
	if hour, minute, days, given, err := scheduler.ParseWhen(typed); err == nil {
		at := fmt.Sprintf("%02d:%02d", hour, minute)
		if given {
			at += " " + days.String()
		}
		times = append(times, at)
	}
	for _, minute := range []int{0, 30} { // the whole hours first: there is room for those of a whole day
		for hour := range 24 {
			if at := fmt.Sprintf("%02d:%02d", hour, minute); command.Matches(at, typed) && !slices.Contains(times, at) {
				times = append(times, at)
			}
		}
	}
	return command.CompleteFrom(times, "")
}

// namedDays are the sets of days that have a name of their own, as scheduler.ParseDays reads them, with the key of the name.
var namedDays = []struct{ days, name string }{{"every day", "days.every-day"}, {"weekdays", "days.weekdays"}, {"weekends", "days.weekends"}}

// completeDays offers sets of days and single days by their names in a language; what is sent is in English, and what was typed may be too.
func completeDays(l languages.Language, typed string) []command.Choice {
	var choices []command.Choice
	offer := func(name, value string) {
		if command.Matches(name, typed) || command.Matches(value, typed) {
			choices = append(choices, command.Choice{Name: name, Value: value})
		}
	}
	for _, n := range namedDays {
		offer(l.Text(n.name), n.days)
	}
	for i := range 7 {
		day := time.Weekday((i + 1) % 7) // from Monday
		offer(nameOfDay(l, day), strings.ToLower(day.String()[:3]))
	}
	if days, err := scheduler.ParseDays(typed); err == nil && len(choices) == 0 {
		return []command.Choice{{Name: nameOfDays(l, days), Value: days.String()}}
	}
	return choices
}

func nameOfDay(l languages.Language, day time.Weekday) string {
	return l.Text("date.weekday." + strconv.Itoa(int(day)))
}

// nameOfDays returns a set of days in words.
func nameOfDays(l languages.Language, days scheduler.Days) string {
	for _, n := range namedDays {
		if named, err := scheduler.ParseDays(n.days); err == nil && named == days {
			return l.Text(n.name)
		}
	}
	var names []string
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); days.Has(day) {
			names = append(names, nameOfDay(l, day))
		}
	}
	return l.List(names)
}

// completeCron offers what was typed, if it can be parsed, and then the expressions that begin with it or whose meaning matches.
func completeCron(l languages.Language, typed string) []command.Choice {
	var choices []command.Choice
	known := false
	for _, e := range expressions {
		meaning := l.Text(e.meaning)
		if strings.HasPrefix(e.cron, typed) || command.Matches(meaning, typed) {
			choices = append(choices, command.Choice{Name: e.cron + meaningMark + meaning, Value: e.cron})
			known = known || e.cron == typed
		}
	}
	if expression, err := scheduler.ParseCron(typed); err == nil && !known {
		choices = append([]command.Choice{{Name: expression, Value: expression}}, choices...)
	}
	return command.First(choices)
}
