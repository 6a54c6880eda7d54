package story

// Why is what put an article into its story. It is empty for the first article of a story.
type Why struct {
	// With is the most similar article of the story.
	With string `json:"with,omitempty"`
	// Chance is the mean chance that it reports the same event, from 0 to 1.
	Chance float64 `json:"chance,omitempty"`
	// Names, Places and Figures are what it shares with that article, as it writes them; long ones are cut.
	Names   []string `json:"names,omitempty"`
	Places  []string `json:"places,omitempty"`
	Figures []string `json:"figures,omitempty"`
	// Copied is true if it has nearly all of that article's words.
	Copied bool `json:"copied,omitempty"`
	// Told is true if an admin said so.
	Told bool `json:"told,omitempty"`
}

// shared returns what an article shares with another.
func shared(s *Signature, p *print, id string, other *print, chance float64) Why {
	signs := compare(p, other)
	y := Why{With: id, Chance: chance, Copied: signs[Copied] >= mostlyCopied}
	for i, n := range s.Names {
		mine := p.nameAt(i)
		met := other.says(mine)
		for j := range other.nameCount() {
			same, _ := mine.same(other.nameAt(j))
			met = met || same
		}
		switch {
		case !met:
		case n.Kind == PlaceName:
			y.Places = append(y.Places, n.Name)
		default:
			y.Names = append(y.Names, n.Name)
		}
	}
	theirs := other.figuresOf()
	for i, f := range s.Figures {
		for j := 0; j < len(theirs); j += 2 {
			mine := p.figuresOf()[2*i:]
			if f.Thing != 0 && mine[0] == theirs[j] && mine[1]>>8 == theirs[j+1]>>8 {
				y.Figures = append(y.Figures, f.Text)
				break
			}
		}
	}
	return y
}
