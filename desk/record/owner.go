package record

import "strings"

const (
	ofGuild  = "guild:"
	ofPerson = "person:"
)

// Alone names a person where a guild is named by its id otherwise: what they follow for themselves is kept as a guild's is, under them.
func Alone(person string) string { return ofPerson + person }

// Person is who is named so; "" for a guild.
func Person(who string) string {
	person, ok := strings.CutPrefix(who, ofPerson)
	if !ok {
		return ""
	}
	return person
}

// Owner is under whom the state of a guild is kept, or of a person who is named by Alone.
func Owner(who string) string {
	if Person(who) != "" {
		return who
	}
	return ofGuild + who
}

// Who is the guild to which the state of an owner belongs, or the person as Alone names them.
func Who(owner string) string { return strings.TrimPrefix(owner, ofGuild) }
