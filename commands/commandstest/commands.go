// Package commandstest is for the tests of rooms that give inputs to commands. It refuses to be part of the program.
package commandstest

import (
	"sync"

	"lede/commands"
	"lede/commands/command"
	"lede/desk"
)

var made struct {
	sync.Mutex
	desk *desk.Desk
	list []command.Command
}

// Of makes the commands of a desk, once for consecutive calls with the same desk: building their words in every language takes longer
// than most tests.
func Of(d *desk.Desk) []command.Command {
	made.Lock()
	defer made.Unlock()
	if d != made.desk {
		made.desk, made.list = d, commands.All(d)
	}
	return made.list
}
