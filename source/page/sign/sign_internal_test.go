package sign

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
		if !Is(text) {
			t.Errorf("%q is no sign", text)
		}
	}
	for _, text := range []string{
		"저작권자 © 한강일보 무단전재 및 재배포 금지", "版权所有 临江网", "جميع الحقوق محفوظة © 2026", "सर्वाधिकार सुरक्षित", "Tüm hakları saklıdır.", "댓글 0", "Kommentarer (12)", "評論：3", "【责任编辑：刘洋】",
		"อ่านข่าวเพิ่มเติม : ถนนสายหลักปิดซ่อม", "আরও পড়ুন: সেতু", "اقرأ المزيد: إغلاق الطريق", "לכתבות נוספות באתר", "हमें Google News पर फॉलो करें", "Ακολουθήστε μας στο Google News", "关注我们的微信公众号",
	} {
		if !Is(text) {
			t.Errorf("%q is no sign", text)
		}
	}
	for _, text := range []string{"Комментарий мэра", "Kommentar: Die Brücke", "อ่านหนังสือในห้องสมุด", "关注大桥通车", "댓글로 본 시장 선거", "编辑部搬迁", "نشرت الصحيفة تعليقات القراء"} {
		if Is(text) {
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
