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

// Of makes the commands of a desk once while the same desk is asked: their words in every language take longer than most tests.
func Of(d *desk.Desk) []command.Command {
	made.Lock()
	defer made.Unlock()
	if d != made.desk {
		made.desk, made.list = d, commands.All(d)
	}
	return made.list
}
