"""The words of page furniture: patterns for what surrounds an article and is no part of it.

Every pattern is matched against one line of at most a few hundred characters; repeats are
bounded, so matching is linear. They name habits of publishing systems (WordPress, AMP, picture
credits, share bars), never a single site's own stories.
"""

from __future__ import annotations

import re

IMAGE_CREDITS = (
    r"(?:AP|A\.P\.|AFP|EPA|PA|SWNS|REX|Rex Features|Rex|UPI|DPA|dpa|TASS|ANSA|EFE|Sipa|SIPA|"
    r"Getty(?: Images)?|GETTY(?: IMAGES)?|Reuters|REUTERS|Alamy|ALAMY|Shutterstock|SHUTTERSTOCK|"
    r"iStock(?:photo)?|Corbis|Landov|Xinhua|Agencies|Agency|Associated Press|The Associated Press|"
    r"Agence France-Presse|European Pressphoto Agency|Press Association|File|file|"
    r"Bloomberg|Redux|Magnum(?: Photos)?|Handout|Anadolu(?: Agency)?|NurPhoto|ZUMA(?: Press)?|"
    r"AP Photo|AFP Photo|Sputnik|Action Images|USA Today Sports|Pool|YouTube|Facebook|Twitter|"
    r"Instagram|Google|google|Wikimedia(?: Commons)?|Flickr|NASA|Supplied)"
)

_SHARE_WORD = (
    r"(?:share|tweet|retweet|e-?mail|print|save|facebook|twitter|x|whatsapp|telegram|reddit|"
    r"linkedin|pinterest|pin it|pin|tumblr|messenger|viber|vk|copy link|link|flipboard|pocket|"
    r"instagram|youtube|google\+?|rss|sms|comments?|like|likes|shares|views|follow|subscribe|more)"
)
_SHARE_OBJECT = (
    r"(?:(?: this| the)?(?: article| story| post| page| item| news| link| report| video)?"
    r"(?: (?:on|via|to|with|by)(?: your)? [\w .+-]{1,30})?)"
)
_SITES = (
    r"(?:facebook|twitter|instagram|telegram|youtube|linkedin|whatsapp|google\+?|google news|x|"
    r"tiktok|social media|pinterest|threads|bluesky|mastodon)"
)
_PIECE = r"(?:article|story|post|report|page|piece)"

# Whole lines, compared without regard to case, a bullet or closing colon stripped.
WHOLE = {
    "advertisement": (
        r"(?:advertisements?|ads?|advert|sponsored(?: content| links?)?|promoted(?: content)?|"
        r"paid (?:content|post)|anzeige|publicidad|publicit[ée])",
        r"(?:advertisement )?(?:continue reading(?: the main story| below)?|"
        rf"(?:the )?{_PIECE} continues (?:after|below)(?: (?:the )?(?:advertisement|ad|video|"
        r"image|photo|promotion))?)(?: advertisement)?\W{0,3}",
        r"advertisement\W{1,4}continue reading(?: below| the main story)?\W{0,3}",
        r"scroll (?:down )?(?:for|to) [\w ]{3,40}",
        r"(?:skip|close|hide) (?:this )?(?:ad|advertisement)s?|skip advertisement|loading\W{0,3}",
    ),
    "share buttons": (
        rf"share{_SHARE_OBJECT}\W{{0,3}}",
        rf"(?:{_SHARE_WORD}(?:\W{{1,4}}|(?= ?\d))(?:\d[\d.,]{{0,6}}k?\W{{0,3}})?){{0,14}}"
        rf"{_SHARE_WORD}(?: ?\d[\d.,]{{0,6}}k?)?",
        r"(?:save)+",
        rf"(?:tweet|e-?mail|print|save|like|recommend){_SHARE_OBJECT}",
        r"share with your friends\W?|spread the (?:word|love)|copy (?:the )?(?:link|url)"
        r"(?: to clipboard)?|link copied\W?|copied to clipboard",
        r"click to (?:share|email|print)\b.{0,120}",
        r"\(?opens in (?:a )?new window\)?",
    ),
    "counter": (
        r"\d[\d.,]{0,8} ?[km]? (?:shares?|comments?|views?|likes?|retweets?|reactions?|reads?)",
        r"(?:shares?|comments?|views?|likes?|reads?|hits)\W{1,3}\d[\d.,]{0,8} ?[km]?",
        r"(?:comments? ?\(\d{1,6}\))|(?:no|leave (?:a|your)|post (?:a|your)|add (?:a|your)|"
        r"view(?: all)?|show|read(?: the)?) (?:comments?|reply)(?: ?\(?\d{0,6}\)?)?",
        r"leave a reply(?: cancel reply)?|cancel reply|your email address will not be published\b"
        r".{0,80}|"
        r"required fields are marked.{0,5}|save my name, email.{0,100}|"
        r"notify me of .{3,60}by email\W?",
        r"comments? (?:are|is) (?:now )?(?:closed|off)(?: .{0,40})?|(?:please )?(?:log|sign) in to"
        r" (?:leave a )?comment|join the (?:conversation|discussion|debate)(?: .{0,40})?",
        r"\d{1,3}[ -]min(?:ute)?s?(?: read)?|reading time\W.{1,20}|min read",
        r"\d columns?(?: \d columns?){0,5}",
    ),
    "navigation": (
        r"exit mobile version|view (?:the )?(?:full|desktop|mobile) (?:site|version)|"
        r"skip to (?:main |the )?content|toggle (?:navigation|menu|search)|back to (?:the )?top|"
        r"(?:main )?menu|search|close|log ?in|sign ?in|register|home|homepage|next|previous|prev|"
        r"(?:next|previous) (?:article|story|post|page)|go (?:back|to top)|"
        r"privacy(?: policy| notice)?|terms (?:of (?:use|service)|and conditions)|cookie policy|"
        r"contact(?: us)?|about us|site ?map|about the author|powered by \w[\w .]{1,30}",
        r"just watched .{3,400}\bmust watch\b.{0,240}|now playing|replay more videos.{0,200}|"
        r"get (?:full |digital |unlimited |premium ){1,3}access\b.{0,100}",
        r"(?:breaking|exclusive|just in|developing|live|watch|alert)(?: news| story)?\W?",
        r"listen(?: to (?:this|the) (?:article|story))?(?: now)?|play(?: slideshow| video)?|"
        r"watch(?: now| live| the video| video)|view (?:gallery|photos|image)|show all|"
        r"(?:open|close|view) (?:image )?gallery|(?:hide|show|toggle) caption|enlarge(?: image)?|"
        r"photos?|videos?|image|gallery|audio|print(?: this)? (?:page|article)|text size|"
        r"get link|font size|a a a|a- a a\+|la",
        r"(?:filed under|tags?|topics?|categor(?:y|ies)|keywords?|posted in|in this (?:article|"
        r"story)|section|labels?)\s?:.{0,200}",
        r"(?:archives|categories) .{0,20}select (?:month|category).{0,9999}",
        r"\+? ?(?:\d{1,3} )?show all\b.{0,100}",
    ),
    "related links": (
        r"(?:read|see|learn|know|find out|show)[ -]?(?:more|also|next|on|further)"
        r"(?: (?:here|stories|articles|news))?\W{0,4}|also (?:read|see)\W{0,3}|(?:don.t|"
        r"do not) miss|"
        r"continue reading\W{0,3}|full story(?: here)?|click here(?: .{0,100})?|"
        r"(?:the )?(?:related|recommended|suggested|similar|more|latest|other|top|popular)"
        r"(?: (?:articles?|stories|story|news|posts?|content|links?|coverage|topics?|videos?|"
        r"reading|from this (?:section|author)|headlines?|for you)){1,2}\W{0,3}|"
        r"(?:most|up) (?:read|popular|viewed|shared|recent|next|commented)|related|"
        r"(?:trending|popular)(?: now| right now| today| stories| topics)?|"
        r"you (?:may|might)(?: also)? (?:like|be interested in)\W{0,3}|editor.s? (?:picks?|choice)|"
        r"what to read next|in case you missed it|promoted stories|from (?:around )?the web",
        r"(?:read (?:more|also|next|the full story|this|on|it)|also read|see also|more|related"
        r"(?: (?:articles?|stories|story|news|content|coverage|links?))?|don.t miss|"
        r"watch(?: also| more| "
        r"now| live| the video| video)?|listen(?: also| now)?|must read|recommended|up next|"
        r"live updates?|click here|go deeper)"
        r"\s?[:|»>→].{3,240}",
        r"read more (?:about|on|at|in|from|here) .{2,120}(?:here\.?|\.com)",
        r"\[(?!editor|note|update|correction)[^\[\]]{4,160}[^\[\].]\]",
        r"(?:[\w'’‘“”\"&$£€%#:,()–—-]{1,30} ){2,22}read more",
        r"most (?:read|viewed|popular|shared) in .{3,690}",
        r"here are (?:some )?(?:more|other|related) (?:stories|articles).{0,60}",
    ),
    "newsletter": (
        r"(?:sign|signed|signing)[ -]?up (?:for|to|here|now|and)\b.{0,60}\b(?:newsletters?|"
        r"e-?mails?|alerts?|"
        r"updates?|inbox|briefing|notifications?|free|today|account|subscribe)\b.{0,500}",
        r"(?:subscribe|register|join)\b.{0,60}\b(?:newsletters?|alerts?|updates?|inbox|briefing|"
        r"channel|mailing list|e-?mails?|whatsapp group|podcast|notifications?|digital|premium|"
        r"today|now)\b.{0,100}",
        r"get (?:the|our|all|more|your|daily|breaking|latest|free)\b.{0,60}\b(?:newsletters?|"
        r"inbox|alerts?|"
        r"app|by e-?mail|notifications?)\b.{0,200}",
        r"(?:keep up with|stay on top of|enjoying) this (?:story|article|"
        r"content).{0,120}\bsubscrib\w{1,6}\b.{0,40}",
        rf"(?:you can )?(?:follow|like|find|join|connect with|check|visit) (?:us|"
        rf"@?[\w.' -]{{1,40}}?|our page)"
        rf"(?: out)? (?:on|via|at) {_SITES}\b.{{0,160}}",
        r"follow @?\w{2,30}|follow us\W?|(?:e-?mail|contact|write to) (?:the )?(?:author|editor|"
        r"reporter)s?"
        r"(?: at .{3,60})?\W?",
        r"(?:download|get|install|try) (?:the|our) (?:free |new |mobile |news )*apps?\b.{0,120}",
        r".{0,40}\benter your e-?mail(?: address)?\b.{0,600}",
        r"(?:you have )?success(?:fully)? subscribed.{0,60}|thank(?:s| you) for (?:subscribing|"
        r"signing up)\W.{0,200}|"
        r"(?:invalid|please enter a valid) e-?mail.{0,60}|by (?:signing up|subscribing|"
        r"registering)\W.{0,300}",
        r"newsletter sign up\b.{0,690}|.{0,60}verify you.re not a robot\b.{0,500}",
        r"interested in [\w &]{2,30}\? add .{3,200}",
        r"we pay for your (?:stories|videos|story)\b.{0,240}|(?:do you have|got|have) a (?:news )?"
        r"(?:story|tip|news tip)\b.{0,60}\?.{0,240}|got something to share\?.{0,160}",
        r"(?:support|donate|become a (?:member|subscriber|supporter|patron))(?: (?:us|now|today|"
        r"our "
        r"(?:work|journalism)|independent (?:media|journalism)|to .{3,40}))?\W{0,2}",
        r"please (?:consider )?(?:donat|support|subscrib|shar|disabl)\w{1,4} .{3,160}",
    ),
    "copyright": (
        r"(?:copyright|©|\(c\)) ?(?:©|\(c\))? ?(?:\d{4}|by|the)\b.{0,600}",
        r".{0,120}\ball rights (?:are )?reserved\b.{0,300}",
        r"\(?(?:with the exception of the headline, )?this (?:story|article|report|"
        r"copy) (?:has not been|is) "
        r"(?:edited|auto-generated|published from)\b.{0,200}",
        r"this (?:material|content|text|article|story) (?:may|might|can|must) not be "
        r"(?:published|reproduced|copied|in its final form|used)\b.{0,400}",
        r".{0,40}transcripts? (?:is|are) created on a rush deadline\b.{0,600}",
        r"(?:a|an) (?:\w{1,15} )?version of this (?:article|story) (?:first |"
        r"originally )?appear(?:s|ed) "
        r"(?:in|on)\b.{0,240}|order reprints\b.{0,400}",
        r"\([A-Z][\w .&']{2,40} \d{1,2}/\d{1,2}/\d{4} page ?[A-Z]?\d{1,3}\)",
        r"\(?(?:additional )?reporting by .{3,300}\b(?:editing|writing) by .{3,200}",
        r"terms (?:of|and) (?:use|service|conditions)\b.{0,80}(?:privacy|cookie).{0,80}",
    ),
    "notice": (
        r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies?\b.{0,400}|"
        r"(?:accept|reject|manage)(?: all)? cookies?(?: (?:settings|preferences))?",
        r".{0,40}\b(?:enable|turn on|activate) javascript\b.{0,160}|"
        r"javascript (?:is|must be|has been|appears to be) .{3,160}|"
        r"your browser (?:does not|doesn.t|is not) .{3,200}|"
        r"media playback is (?:un)?supported on (?:this|your) device",
        r"this video (?:can ?not|is (?:not|un)|has been) .{3,100}|"
        r"(?:video|image|photo|media) (?:un)?available",
        r".{0,120}(?:can|may) also be (?:accessed|reached|read|viewed) (?:at|through|via|"
        r"on) (?:the |these )?(?:following"
        r" )?(?:alternat(?:e|ive) |mirror )?(?:(?:web )?(?:addresses|urls|sites|links|domains|"
        r"mirrors))\W{0,2}",
        r"(?:alternat(?:e|ive)|mirror) (?:addresses|urls|sites|links|domains)\W{0,2}.{0,80}",
    ),
}

# The same, but with capitals as written: credits and file names.
WHOLE_CASED = {
    "picture file": (
        r".{0,240}\.(?:png|jpe?g|gif|webp|bmp|svg|tiff?|PNG|JPE?G|GIF|WEBP)",
        r"(?:Screen ?[Ss]hot|Screenshot|IMG|DSC)[_-][\w .:@'’-]{2,200}",
    ),
    "picture credit": (
        rf"[(\[]?(?:(?:Photos?|Images?|Pictures?|Pics?|Video|Source|Credits?|Photo credit|Image "
        rf"credit|PHOTO|IMAGE|File)\s?(?:by|from|courtesy(?: of)?|:|/|\||"
        rf"-)\s{{0,2}})?{IMAGE_CREDITS}"
        rf"(?:\s?(?:,|/|•|·|\||-|–|via|&|and|for)\s?{IMAGE_CREDITS}){{0,4}}[)\]]?",
        r"[(\[]?(?:Photos?|Images?|Pictures?|Pics?|Photo credit|Image credit|Picture credit|"
        r"Photograph|PHOTO|IMAGE|CREDIT|Credit|FILE PHOTO|File photo|Screenshot)\s?"
        r"(?:by\s|from\s|courtesy of\s|:|/)\s{0,2}[^.!?]{2,60}[)\]]?",
        rf"[A-Z][\w.'’-]{{0,20}}(?: [A-Z][\w.'’-]{{0,20}}){{1,3}}\s?/\s?(?:The )?"
        rf"(?:{IMAGE_CREDITS}|[A-Z]\w{{1,15}}(?: [A-Z]\w{{1,15}}){{0,2}})"
        rf"(?:\s?(?:/|via|,|-)\s?{IMAGE_CREDITS}){{0,2}}",
        r"\([A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3}\s?/\s?(?:The )?[A-Z][\w ]{1,30}\)",
        r"© ?[A-Za-z][\w .'’-]{1,40}(?: \((?:AFP|AP|EPA|PA|Reuters|Getty)(?:/[\w ]{1,20})?\))?",
        r"Image (?:copyright|source|credit),?(?: (?!Image\b|caption\b)[^\s.!?]{1,30}){1,5}",
        r"(?:Media|Image) caption",
        r"Enlarge (?:[Tt]his )?[Ii]mage(?: toggle caption)?(?: [^.!?]{0,120})?",
        r"\w[\w .]{0,30} (?:YouTube|Facebook|Twitter|Instagram)",
    ),
}

# Where the page stands in its site; only near the top or bottom of a text.
CRUMBS = (
    r"(?:Home|News|World|Politics|Front [Pp]age|Main)(?:\s{0,3}(?:/|>|»|›|::|\||→|\\)\s{0,3}"
    r"[\w&'’ .,-]{2,40}){1,7}",
    r"[A-Z][\w&'’ -]{1,30}(?:\s{1,3}(?:/|>|»|›|::|→)\s{1,3}[A-Z][\w&'’ -]{1,40}){2,7}",
)

# Furniture glued to the start of a line of text.
PREFIXES = (
    r"Advertisement (?:Continue reading the main story|Story continues below(?: advertisement)?)"
    r"\s?",
    r"(?:ADVERTISEMENT|Advertisement)(?=[A-Z“\"'‘]| [A-Z][a-z]{1,20} [a-z])\s?",
    r"Image (?:copyright|source|credit),? .{2,60}? Image caption,?\s?",
    r"(?:Image|Media) caption,?\s",
    r"Media playback is (?:un)?supported on (?:this|your) device\s?(?:Media caption,?\s)?",
    r"Enlarge this image toggle caption\s",
    r"(?:[A-Z]{2,20}(?: [A-Z]{2,20}){0,3}\s?[•·]\s?){1,3}[A-Z]{2,20}\s(?=[A-Z][a-z'’])",
    r"(?:GETTY(?: IMAGES)?|Getty Images|SWNS|REX|ALAMY|SHUTTERSTOCK|EPA|"
    r"REUTERS)\s(?=[A-Z][a-z'’]{0,20}\s)",
    r"(?:Reuters|AFP|AP|EPA|PA|Getty|BBC)\s(?=(?:The|A|An|This|These|There|Police have|Smoke|"
    r"Image)\s)",
    r"\d{1,3}/\d{1,3}\s(?=[A-Z0-9])(?!\d{1,2}/)",
    r"(?:Home|News)(?:\s{0,3}(?:/|>|»|›)\s{0,3}(?:[A-Z][a-z]{1,15}\s?&?\s?){1,3}){1,4}(?:\s{0,3}("
    r"?:/|>|»|›)\s{0,3}(?:News|Politics|World))(?=\s?[A-Z])\s?",
    r"(?:SHARE THIS ARTICLE|Share this (?:article|story)|SHARE)(?=\s?[A-Z])\s?",
    r"(?:Facebook |Twitter |Pinterest |WhatsApp |Email |Share ){2,6}(?=[A-Z“‘\"'])",
    r"Skip in Skip x Embed x Share(?: CLOSE)?\s",
    r"(?:Share on (?:Facebook|Twitter|WhatsApp|Telegram|LinkedIn|Reddit)\s?){1,6}",
)

# A picture's credit at the start of its caption: cut where several captions of a text have one.
CAPTION_CREDIT = re.compile(
    r"(?:Reuters|REUTERS|AFP|AP|EPA|PA|BBC|Getty(?: Images)?|GETTY|SWNS|REX|Rex|Alamy|google|"
    r"Google)"
    r"\s(?!(?:News|World|Photo|Media|Radio|Television|TV|Sport|One|Two|Africa|Arabic|Director)\b)"
    r"(?=[A-Z0-9][\w'’-]{0,30} (?:\S{1,40} ){2})"
)

# Furniture glued to the end of a line of text.
SUFFIXES = (
    r"\s?Exit mobile version",
    r"\s?(?:Advertisement )?Continue reading the main story",
    r"\s?(?:ADVERTISEMENT|Advertisement)",
    r"\s?(?:SHARE THIS ARTICLE|Share this (?:article|story|post)|Share on (?:Facebook|"
    r"Twitter)(?: .{0,60})?)",
    r"(?<=[.!?”\"’')])\s?(?:Read more|READ MORE|Read More|Continue reading|SaveSave|Share|"
    r"Tweet)(?:\W{0,3})",
    r"\s?Hide Caption(?: \d{1,3} of \d{1,3})?",
    r"\s?[\[(](?:Photos?|Images?|Picture|PHOTO|Photo by|Photo credit|Credit)\s?(?:/|:|"
    r"by)\s?[^\])]{2,60}[\])]",
    r"\s?\((?:AP|AFP|REUTERS|Reuters|EPA|Getty)(?: Photo| Images)?\s?/\s?[^()]{2,80}\)",
    rf"\s(?:[A-Z][\w.'’-]{{0,20}} ){{1,2}}[A-Z][\w.'’-]{{0,20}} ?/ ?{IMAGE_CREDITS}(?: ?(?:/|via|"
    rf",) ?{IMAGE_CREDITS}){{0,2}}",
    r"\s(?:Photograph|Photographer|Photo|Picture|Image|Credit|Photo credit|"
    r"PHOTO)s?: [A-Z][^.!?:]{2,60}",
    r"\s©\s?[A-Za-z][\w .'’-]{1,40}(?: \((?:AFP|AP|EPA|PA|Reuters|Getty)(?:/[\w ]{1,20})?\))?",
    r"\s(?:\d{1,6} ){0,2}(?:Facebook|Twitter|WhatsApp|Telegram|Email|Print|Pinterest|LinkedIn|"
    r"Reddit)"
    r"(?: (?:Facebook|Twitter|WhatsApp|Telegram|Email|Print|Pinterest|LinkedIn|Reddit|Share)){1,6}",
    r"\s?\(?Opens in new window\)?",
)

# Furniture anywhere in a line.
INSIDE = (
    r"\s?(?:Advertisement )?Continue reading the main story\s?",
    r"Image (?:copyright|source) .{2,40}? Image caption\s?",
    r"\s?Hide Caption \d{1,3} of \d{1,3}\s?",
    r"\s?Click to (?:share|email|print)\b[^()]{2,60}\(Opens in new window\)\s?",
    r"\s?Media playback is (?:un)?supported on (?:this|your) device\s?",
)

# Headings over a list of links to other reports; the links follow as lines of their own.
LINK_HEADING = (
    r"(?:also read|read also|see also|read more|related(?: (?:articles?|stories|story|news|"
    r"posts?|content|"
    r"links?|topics?|coverage))?|recommended(?: for you)?|more (?:stories|news|articles)|"
    r"latest (?:news|"
    r"stories|posts)|top stories|most (?:read|popular|viewed)|trending(?: now| topics| stories)?|"
    r"you (?:may|might) also like|editor.s? picks?|popular (?:posts|stories)|recent (?:posts|"
    r"stories))\W{0,3}"
)

URL_ONLY = re.compile(
    r"(?:https?://|www\.)\S{3,400}(?:\s{1,3}(?:https?://|www\.)\S{3,400}){0,9}", re.I
)
NUMBER_ONLY = re.compile(r"\d[\d.,]{0,8} ?[kKmM]?")
