package page

import (
	"slices"
	"strings"
	"testing"
)

// TestASignIsFoundWhateverItBeginsWith: signs that cannot begin as a text does are not tried, which must change nothing.
func TestASignIsFoundWhateverItBeginsWith(t *testing.T) {
	for _, text := range []string{
		"Advertisement", "ADVERT", "- werbung -", "  anzeige", "log in", "Sign in", "12 comments", "7 min read", "(photo: Ann Poole)", "Foto: Ann Poole", "Image 3 of 7",
		"https://kells.example/bridge", "Story continues below", "continues after the advertisement", "Also read: the bridge", "Related stories", "you may also like", "(c) Kells Post",
		"Abonnieren Sie den Brief", "pin this", "press enter or click to view", "Source: the council", "Have a tip", "a", "Z", "aé", "a ",
	} {
		for _, as := range []string{text, strings.ToUpper(text), text + " ."} {
			if got, want := beginsAsSign(as), signs().MatchString(as); got != want {
				t.Errorf("%q is a sign: %v", as, got)
			}
		}
	}
	for _, text := range []string{"Advertisement", "12 comments", "Story continues below", "continues below", "(c) Kells Post", "Abonnieren Sie den Brief", "★★★ by the council", "реклама"} {
		if !isSign(text) {
			t.Errorf("%q is no sign", text)
		}
	}
	for _, text := range []string{
		"저작권자 © 한강일보 무단전재 및 재배포 금지", "版权所有 临江网", "جميع الحقوق محفوظة © 2026", "सर्वाधिकार सुरक्षित", "Tüm hakları saklıdır.", "댓글 0", "Kommentarer (12)", "評論：3", "【责任编辑：刘洋】",
		"อ่านข่าวเพิ่มเติม : ถนนสายหลักปิดซ่อม", "আরও পড়ুন: সেতু", "اقرأ المزيد: إغلاق الطريق", "לכתבות נוספות באתר", "हमें Google News पर फॉलो करें", "Ακολουθήστε μας στο Google News", "关注我们的微信公众号",
	} {
		if !isSign(text) {
			t.Errorf("%q is no sign", text)
		}
	}
	for _, text := range []string{"Комментарий мэра", "Kommentar: Die Brücke", "อ่านหนังสือในห้องสมุด", "关注大桥通车", "댓글로 본 시장 선거", "编辑部搬迁", "نشرت الصحيفة تعليقات القراء"} {
		if isSign(text) {
			t.Errorf("%q is a sign", text)
		}
	}
	for expression, want := range map[string]string{"ab|bc": "ab AB bc", "(?:x?)yz": "xy XY yz", `\bde?`: "de dq", "[ef]g+": "eg fg FG", "": "ab AB bc xy XY yz de dq eg fg FG", "(ab){2}": "ab AB"} {
		b := beginningOf(expression)
		for pair := range strings.FieldsSeq("ab AB bc xy XY yz de dq eg fg FG") {
			if got := b.after(rune(pair[0]))(rune(pair[1])); got != slices.Contains(strings.Fields(want), pair) {
				t.Errorf("what %q matches may begin with %s: %v", expression, pair, got)
			}
		}
	}
}

// TestWhatIsFoldedStaysAsItIs: fold leaves alone what has nothing to fold.
func TestWhatIsFoldedStaysAsItIs(t *testing.T) {
	for text, want := range map[string]bool{"": true, "a b": true, "a  b": false, " a": false, "a ": false, "a\tb": false, "é": false, "a\x00b": false, "a\u00adb": false} {
		if got := isFolded(text); got != want || got && strings.Join(strings.Fields(unseen.Replace(text)), " ") != text {
			t.Errorf("%q is folded: %v", text, got)
		}
	}
	if got := fold(" a \n b\u00ad"); got != "a b" {
		t.Errorf("%q", got)
	}
}

const subscribe = "Subscribe now to read the full article." // which a wall says

func TestASentenceOfTheStoryDoesNotSpeakToItsReader(t *testing.T) {
	for name, c := range map[string]struct {
		b    block
		want bool
	}{
		"long enough": {block{text: full(shortestStory)}, true}, "too short": {block{text: full(shortestStory - 1)}, false}, "no sentence": {block{text: line(shortestStory)}, false},
		"half of it links": {block{text: full(shortestStory), linked: shortestStory / 2}, false}, "nearly half": {block{text: full(shortestStory), linked: shortestStory/2 - 1}, true},
		"you": {block{text: "You " + full(shortestStory)}, false}, "you, he said": {block{text: "“You " + full(shortestStory) + "” he said."}, true},
		"a notice": {block{text: "This page is no longer available, and it was moved to another place."}, false},
	} {
		if got := c.b.story(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !(block{text: subscribe}).strips() || (block{text: full(80)}).strips() || (block{text: "Page not found. Please search."}).strips() {
		t.Error("what is a wall is taken off, and nothing else")
	}
	for _, c := range []struct {
		w    weight
		want bool
	}{{weight{all: 10, notices: 5, story: false}, true}, {weight{all: 11, notices: 5, story: false}, false}, {weight{all: 10, notices: 5, story: true}, false}, {weight{all: 0, notices: 0, story: false}, false}, {weight{all: 1, notices: 1, story: false}, true}} {
		if got := c.w.isNotice(); got != c.want {
			t.Errorf("%+v is a notice: %v", c.w, got)
		}
	}
}
