package people

import (
	"fmt"
	"regexp"

	"lede/playground/world"
)

// localeForm is how Discord writes languages, such as "de" and "pt-BR".
var localeForm = regexp.MustCompile(`^[a-z]{2}(-[A-Z]{2}|-419)?$`)

// Locale is the language of the person's Discord.
func (p *Person) Locale() string {
	p.s.Lock()
	defer p.s.Unlock()
	if who, ok := p.s.World.Profile(p.id); ok {
		return who.Locale
	}
	return ""
}

// Speak chooses the language of the person's Discord. What the bot hears of them from then on is said to be in it.
func (p *Person) Speak(locale string) error {
	if !localeForm.MatchString(locale) {
		return fmt.Errorf("the language %q is none of Discord's", locale)
	}
	p.s.Lock()
	defer p.s.Unlock()
	who, ok := p.s.World.Profile(p.id)
	if !ok {
		return fmt.Errorf("there is no person with the id %q", p.id)
	}
	who.Locale = locale
	p.s.Publish(world.Update{Kind: "world"})
	return nil
}
