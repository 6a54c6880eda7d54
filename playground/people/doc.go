// Package people is what a person does and sees in Discord: writing, commands, buttons, selects and forms. It prevents what Discord's
// own client would prevent, with an error in words for that person. It knows neither page nor gateway.
package people
