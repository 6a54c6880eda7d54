package digest

import (
	"slices"
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// The values of the option that says what a digest does when there is nothing new.
const (
	emptySay   = "say"
	emptyQuiet = "quiet"
)

// styleOptions are the options for how a digest is posted rather than when.
func styleOptions() []*discordgo.ApplicationCommandOption {
	empty := command.TextOption("empty")
	empty.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: emptySay}, {Value: emptyQuiet}}
	return []*discordgo.ApplicationCommandOption{
		command.Completing(command.TextOption("sections")),
		empty,
		{Type: discordgo.ApplicationCommandOptionBoolean, Name: "publish"},
		{Type: discordgo.ApplicationCommandOptionRole, Name: "mention"},
	}
}

// style reads those of these options that are given. The func it returns applies them.
func style(in command.Input) (func(*desk.Digest), error) {
	list, err := ParseSections(in.Language(), in.Text("sections"))
	if err != nil {
		return nil, err
	}
	return func(g *desk.Digest) {
		if list != nil {
			g.Sections = list
		}
		if slices.Equal(list, cards.Sections()[:1]) { // the default is not worth a word
			g.Sections = nil
		}
		if empty := in.Text("empty"); empty != "" {
			g.Quiet = empty == emptyQuiet
		}
		if publish := in.Text("publish"); publish != "" {
			g.Publish = publish == "true"
		}
		switch role := in.Text("mention"); role {
		case "":
		case in.Guild: // the role @everyone has the server's id, and nobody means to call them all every day
			g.Role = ""
		default:
			g.Role = role
		}
	}, nil
}

// ParseSections parses sections by their names or their titles in a language, separated by commas, and returns their names in the order in which they are to be
// shown; nil if there are none.
func ParseSections(l languages.Language, typed string) ([]string, error) {
	if typed == "" {
		return nil, nil
	}
	all := strings.Join(sectionsIn(l, cards.Sections()), ", ")
	var list []string
	for part := range strings.SplitSeq(typed, ",") {
		given := strings.ToLower(strings.Join(strings.Fields(part), " "))
		name := sectionMeant(l, given)
		switch {
		case given == "":
			continue // a stray comma
		case name == "":
			return nil, problem.New("commands.section-unknown", "section", markup.Label(given, 40), "sections", all)
		case slices.Contains(list, name):
			return nil, problem.New("commands.section-twice", "section", given)
		}
		list = append(list, name)
	}
	if list == nil {
		return nil, problem.New("commands.section-none", "sections", all)
	}
	return list, nil
}

// sectionMeant returns the name of the section that has this name, or this title in a language; "" when none has.
func sectionMeant(l languages.Language, typed string) string {
	for _, name := range cards.Sections() {
		if strings.EqualFold(typed, name) || strings.EqualFold(typed, cards.SectionTitles(l, []string{name})[0]) {
			return name
		}
	}
	return ""
}

// sectionsIn returns what people who read a language type for sections: in English their names, in others their titles.
func sectionsIn(l languages.Language, names []string) []string {
	titles := cards.SectionTitles(l, names)
	if slices.Equal(titles, cards.SectionTitles(languages.Language{}, names)) {
		return names
	}
	return titles
}

// nearestSections returns the sections whose names or titles are nearest to those typed, each once; "" when one is near to none.
func nearestSections(l languages.Language, typed string) string {
	var list []string
	for part := range strings.SplitSeq(typed, ",") {
		given := strings.ToLower(strings.Join(strings.Fields(part), " "))
		if given == "" {
			continue
		}
		name := sectionMeant(l, given)
		if name == "" {
			name = sectionMeant(l, problem.Nearest(given, slices.Concat(cards.Sections(), sectionsIn(l, cards.Sections()))))
		}
		if name == "" {
			return ""
		}
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

// completeSections offers sensible combinations, and then each section that can be added to those typed.
func completeSections(l languages.Language, typed string) []command.Choice {
	var choices []command.Choice
	offer := func(names []string) {
		c := command.Choice{Name: strings.Join(sectionsIn(l, names), ", "), Value: strings.Join(names, ", ")}
		if !slices.Contains(choices, c) {
			choices = append(choices, c)
		}
	}
	for _, names := range [][]string{
		{"key points"}, {"key points", "quotes"}, {"key points", "people"}, {"key points", "figures"}, {"key points", "developments"},
		{"key points", "quotes", "people"}, {"quotes"}, {"developments"}, cards.Sections(),
	} {
		if command.Matches(strings.Join(names, ", "), typed) || command.Matches(strings.Join(sectionsIn(l, names), ", "), typed) {
			offer(names)
		}
	}
	list, err := ParseSections(l, strings.TrimRight(typed, ", "))
	if err != nil || list == nil {
		return command.First(choices)
	}
	offer(list)
	for _, name := range cards.Sections() {
		if !slices.Contains(list, name) {
			offer(append(slices.Clone(list), name))
		}
	}
	return command.First(choices)
}
