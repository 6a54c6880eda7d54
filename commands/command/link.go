package command

import "lede/cards"

// FromCustomID returns the input that a pressed button, a select or a sent form stands for, without the person and the place. A
// select's chosen value belongs under the option "value". ok is false when the custom id is not one of Lede's.
func FromCustomID(id string) (in Input, ok bool) {
	l, ok := cards.ParseLink(id)
	if !ok {
		return Input{}, false
	}
	return Input{Command: l.Command, Sub: l.Sub, Options: l.Options}, true
}
