package people

import (
	"fmt"
	"regexp"

	"lede/playground/world"
)

// localeForm matches Discord's locales, such as "de" and "pt-BR".
var localeForm = regexp.MustCompile(`^[a-z]{2}(-[A-Z]{2}|-419)?$`)

// Locale returns the language of the person's Discord client.
func (p *Person) Locale() string {
	p.s.Lock()
	defer p.s.Unlock()
	if who, ok := p.s.World.Profile(p.id); ok {
		return who.Locale
	}
	return ""
}

// Speak sets the language of the person's Discord client. Later interactions carry it.
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
