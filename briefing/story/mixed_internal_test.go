package story

import "testing"

// TestATitleIsJoinedToATextOnlyByMuch: a feed without texts shares few words with any report, and reports of one kind share those.
func TestATitleIsJoinedToATextOnlyByMuch(t *testing.T) {
	right, wrong := 0, 0
	for _, set := range []string{"dated.txt", "met.txt", "newsrooms.txt", "retold.txt", "apart.txt"} {
		texts, events := ownHalf(t, set, true)
		titles, _ := readHalf(t, set, true, func(title, _ string) string { return title })
		for i := range titles {
			for j := range texts {
				if i == j {
					continue
				}
				placed := Learned().Group([]Article{titles[i], texts[j]})
				switch {
				case placed[0].Story != placed[1].Story:
				case events[i] == events[j]:
					right++
				default:
					wrong++
				}
			}
		}
	}
	if right < 80 || 10*wrong > right {
		t.Errorf("%d titles are joined to texts of their event, and %d to others", right, wrong)
	}
}
