package commands

import (
	"fmt"
	"slices"
	"strings"

	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// whenOptions are when a digest runs.
func whenOptions() []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{
		completing(text("time", "Such as 07:30")),
		completing(text("days", "Such as weekdays, or mon,wed,fri; every day when left out")),
		completing(text("zone", "Time zone, such as Europe/Paris; the last one used when left out")),
		completing(text("cron", "For experts, in place of time and days: a cron expression such as 0 7 * * 1-5")),
	}
}

// amend changes of a timetable what the options give: the time or the expression takes the other's place.
func (in Input) amend(t *scheduler.Timetable) (err error) {
	at, days, zone, expression := in.Text("time"), in.Text("days"), in.Text("zone"), in.Text("cron")
	switch {
	case expression != "" && (at != "" || days != ""):
		return &Problem{Message: "A cron expression says the time and the days itself.", Hint: "Give either `cron`, or `time` with or without `days`."}
	case days != "" && at == "" && t.Cron != "":
		return &Problem{Message: "This digest runs by a cron expression, which says the days itself.", Hint: "Give another expression with `cron`, or `time` and `days` in its place."}
	case expression != "":
		t.Hour, t.Minute, t.Days = 0, 0, 0
		t.Cron, err = scheduler.ParseCron(expression)
	case at != "":
		t.Cron = ""
		t.Hour, t.Minute, err = scheduler.ParseClock(at)
	}
	if err == nil && days != "" {
		t.Days, err = scheduler.ParseDays(days)
	}
	if err == nil && zone != "" {
		t.Zone, err = scheduler.ParseZone(zone)
	}
	if err != nil {
		return refused(err)
	}
	return nil
}

// expressions are offered to those who type a cron expression, with what they mean.
var expressions = []struct{ cron, meaning string }{
	{"0 7 * * 1-5", "at 07:00 from Monday to Friday"},
	{"0 7,18 * * *", "at 07:00 and 18:00 every day"},
	{"0 8-18/2 * * 1-5", "every two hours from 08:00 to 18:00, Monday to Friday"},
	{"0 */6 * * *", "every six hours: at 00:00, 06:00, 12:00 and 18:00"},
	{"30 9 * * 6,0", "at 09:30 on Saturday and Sunday"},
	{"0 9 * * 1", "at 09:00 on Monday"},
	{"0 9 1 * *", "at 09:00 on the first of the month"},
	{"0 9 1,15 * *", "at 09:00 on the 1st and the 15th"},
	{"0 9 1 */3 *", "at 09:00 on the first of January, April, July and October"},
	{"@hourly", "every hour, on the hour"},
	{"@daily", "at midnight"},
	{"@weekly", "at midnight, as Sunday begins"},
}

// zones are offered before anything is typed: by the alphabet, all that there is room for would be in Africa.
var zones = []string{
	"UTC", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Athens", "Europe/Kyiv", "Europe/Moscow",
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Mexico_City", "America/Sao_Paulo",
	"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo",
	"Australia/Sydney", "Pacific/Auckland",
}

// completeTimetable offers times, days, zones and expressions.
func completeTimetable(in Input) []Choice {
	typed := in.Text(in.Focused)
	switch in.Focused {
	case "time":
		return completeClock(typed)
	case "days":
		return completeDays(typed)
	case "zone":
		if typed == "" {
			return completeFrom(zones, "")
		}
		return completeFrom(scheduler.Zones(), strings.ReplaceAll(typed, " ", "_"))
	case "cron":
		return completeCron(typed)
	}
	return nil
}

func completeClock(typed string) []Choice {
	var times []string
	if hour, minute, err := scheduler.ParseClock(typed); err == nil {
		times = append(times, fmt.Sprintf("%02d:%02d", hour, minute))
	}
	for _, minute := range []int{0, 30} { // the whole hours first: there is room for those of a whole day
		for hour := range 24 {
			if at := fmt.Sprintf("%02d:%02d", hour, minute); matches(at, typed) && !slices.Contains(times, at) {
				times = append(times, at)
			}
		}
	}
	return completeFrom(times, "")
}

func completeDays(typed string) []Choice {
	choices := completeFrom([]string{"every day", "weekdays", "weekends", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}, typed)
	if days, err := scheduler.ParseDays(typed); err == nil && len(choices) == 0 {
		return []Choice{{Name: days.String(), Value: days.String()}}
	}
	return choices
}

// completeCron offers what was typed, when it can be read, and then the expressions that begin so or mean such.
func completeCron(typed string) []Choice {
	var choices []Choice
	known := false
	for _, e := range expressions {
		if strings.HasPrefix(e.cron, typed) || matches(e.meaning, typed) {
			choices = append(choices, Choice{Name: e.cron + " — " + e.meaning, Value: e.cron})
			known = known || e.cron == typed
		}
	}
	if expression, err := scheduler.ParseCron(typed); err == nil && !known {
		choices = append([]Choice{{Name: expression, Value: expression}}, choices...)
	}
	return first(choices)
}

// completeFrom offers those of a list that hold what was typed.
func completeFrom(list []string, typed string) []Choice {
	var choices []Choice
	for _, s := range list {
		if matches(s, typed) {
			choices = append(choices, Choice{Name: s, Value: s})
		}
	}
	return first(choices)
}
