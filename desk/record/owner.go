package record

import "strings"

const (
	ofGuild  = "guild:"
	ofPerson = "person:"
)

// Alone names a person in place of a guild's id: what they follow for themselves is stored under it like a guild's data.
func Alone(person string) string { return ofPerson + person }

// Person returns the person named so; "" for a guild.
func Person(who string) string {
	person, ok := strings.CutPrefix(who, ofPerson)
	if !ok {
		return ""
	}
	return person
}

// Owner returns the owner of the state of a guild, or of a person named by Alone.
func Owner(who string) string {
	if Person(who) != "" {
		return who
	}
	return ofGuild + who
}

// Who returns the guild to which an owner's state belongs, or the person as Alone names them.
func Who(owner string) string { return strings.TrimPrefix(owner, ofGuild) }
