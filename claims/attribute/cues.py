"""How often each cue attributes: derived, not written.

Made by `python benchmarks/attribution_cues.py --write` from the training split of PolNeAR (Newell,
Margolin and Ruths, LREC 2018), which states no licence for its data: only these shares are kept.
RULES: of a rule's candidates with rare cues, the share that are attributions. LEMMAS: what a cue's
first word adds to the log odds, in halves. CELLS: where that misleads, the tenths of a rule's
candidates with this cue that are attributions. PRECISION: of attributions chosen on folds held out
(by family of rules; weight at least 0.7, 0.5, 0), the share whose content is right (IoU >= 0.5).
"""

RULES = """
according:0.782 adjective_prep:0.137 adjective_that:0.333 adjective_to:0.104 adverb:0.214
colon:0.313 fronted:0.075 heading_colon:0.63 heading_dash:0 ing:0.21 ing+obj:0.252
light_noun_prep:0.147 light_noun_that:0.738 light_noun_to:0.128 noun_is:0.251 noun_prep:0.028
noun_prep_of:0.057 noun_that:0.209 noun_that_of:0.328 noun_to:0.053 noun_to_of:0.165 obj:0.118
obj+as:0.403 obj+oprd:0.326 passive:0.06 passive_as:0.304 passive_as_by:0.25 passive_by:0.097
passive_for:0.122 passive_of:0.268 passive_oprd:0.182 passive_that:0.571 passive_to:0.189
passive_with:0.042 pre:0.255 prep:0.079 raise:0.405 small:0.309 small+obj:0.222 speech_after:0.597
speech_before:0.857 that:0.459 to:0.274 to+obj:0.225
"""

LEMMAS = """
abandon:-2 accuse:5 achieve:-2 acknowledge:4 add:3 admit:3 advance:-2 advocate:3 affect:-3 agree:3
agreement:2 align:3 allow:-2 allude:2 alter:-2 amount:-3 announce:4 announcement:2 anxiety:3
applaud:4 approve:2 argue:4 arise:2 ask:3 assail:3 assert:4 assertion:4 assessment:2 attack:3
attitude:2 attract:-3 back:2 balk:5 ban:-3 bank:2 bash:3 be:-4 beat:-4 become:-3 begin:-2 bemoan:5
bill:2 bind:-2 blame:4 blast:5 boast:3 boo:4 bother:-2 brag:4 break:-3 bring:-3 bristle:2 build:-5
call:3 cancel:-2 carry:-2 catch:-3 cause:-4 caution:4 chance:-3 change:-3 chant:4 charge:2 cheer:2
chide:4 cite:5 claim:2 clarify:2 close:-3 combine:-2 come:-3 comment:3 complain:3 complaint:3
concede:3 concern:2 conclude:4 condemn:3 conduct:-4 confirm:3 congratulate:3 contain:-2
contemplate:2 contend:2 convict:-2 cost:-3 create:-3 credit:4 critic:4 critical:3 criticism:4
criticize:5 critique:3 crowd:-2 cry:2 cut:-2 deal:-3 declaration:3 declare:2 decline:4 decry:4
deem:4 defeat:-4 defend:4 defense:4 delay:-2 denounce:5 deploy:-2 deride:4 describe:3 description:2
deserve:-2 destroy:-2 detail:3 die:-3 disagree:4 disagreement:4 disclose:3 disclosure:3 discuss:3
dismiss:5 display:2 dispute:3 distance:2 do:-4 document:2 donate:-3 doubt:4 drive:-4 dub:3 eager:3
earn:-3 echo:4 elect:-2 emerge:-2 emphasize:3 end:-2 endorse:4 endorsement:2 ensure:-5 enter:-4
enthusiasm:3 estimate:2 expand:-3 expect:3 explain:3 express:5 face:-4 fact:-3 fail:-2 faith:3
fall:-3 favor:2 feeling:3 fight:-3 finish:-3 fly:-2 focus:3 footage:5 form:-2 found:-3 get:-6
give:-2 go:-2 group:-2 grow:-3 guarantee:-3 hail:3 happen:-3 have:-4 hear:-2 help:-7 highlight:2
hint:3 hold:-3 hope:3 host:-3 hurt:-3 inclination:4 indicate:3 insist:3 insult:2 interest:2
interpret:2 interview:-3 introduce:2 investigate:-3 invoke:3 involve:-3 join:-3 joke:5 keep:-3
kill:-4 label:3 lament:3 land:-2 lash:6 lawsuit:4 lead:-4 leave:-3 length:3 let:-5 liken:3 list:2
live:-3 lock:-3 lose:-5 maintain:-2 make:-2 manage:-3 match:-2 matter:-2 mean:-4 meet:-4 mention:4
message:2 mock:5 move:-2 muse:4 need:-4 negotiate:2 news:-3 nominate:3 note:5 obtain:-3 offer:2
opinion:3 oppose:3 opposition:3 order:2 outline:4 part:-3 pay:-5 perform:-2 pick:-2 pile:2 play:-2
plead:5 point:4 possibility:-3 post:2 praise:5 predict:2 prefer:3 presumptive:-3 problem:-3
proclaim:3 produce:-3 promise:4 proponent:3 propose:3 protect:-3 protest:2 push:2 put:-2 question:4
quick:2 quip:2 quit:-2 race:-3 rail:5 reach:-2 reaffirm:3 rebut:4 recall:2 receive:-4 recognize:2
recount:3 reduce:-2 refer:5 reference:3 refuse:3 regard:3 reiterate:2 reject:4 rejection:2
relate:-2 relish:2 remark:3 remind:3 repeat:3 reply:2 report:3 repudiate:3 respond:3 rest:-2
restrict:2 result:-3 retain:-2 retire:-2 retweete:4 reveal:3 rip:2 rise:-3 run:-3 rush:-2 savage:2
say:3 sell:-2 send:-2 serve:-4 settle:-2 shout:4 signal:2 single:2 sit:-3 slam:5 spar:2 speculate:2
speculation:3 spend:-3 squabble:2 star:-2 start:-3 statement:3 stay:-3 stop:-3 story:4 stress:4
succeed:-3 suffer:-2 suggest:3 supporter:4 surpass:-2 survey:-3 survive:-2 take:-3 talk:4 tax:-2
teach:-2 tend:-3 testimony:2 thank:3 theory:3 top:-2 tout:5 trail:-3 travel:-3 treat:-3 try:-2
tweet:3 unclear:-3 undermine:-3 understanding:4 urge:4 use:-3 veto:3 visit:-3 voice:2 vouch:5 vow:5
wait:-3 warn:3 wear:-3 win:-7 withhold:3 witness:4 wonder:2 work:-5 worried:2 write:3 yell:2 zero:3
"""

CELLS = """
=adjective_prep confident_in:4 critical_of:7 critical_to:2 proud_of:3 skeptical_of:3
=adjective_that aware:5 concerned:5 convinced:5 glad:5 hopeful:5 possible:2
=adjective_to eager:5 free:3 happy:3
=adverb reportedly:3
=fronted call:1 describe:1 say:1
=ing favor:2 report:7 suggest:7 support:4
=light_noun_prep assessment_of:2 call_with:2 concern_about:6 defense_of:7 detail_about:6
glimpse_of:3 interest_in:5 look_at:3 sign_of:3
=light_noun_that evidence:9
=light_noun_to inclination:7
=noun_is question:5 reason:1
=noun_prep anxiety_about:4 call_for:3 call_to:3 chant_of:5 concern_about:3 critic_of:4
doubt_about:3 favor_of:3 footage_of:4 hope_of:3 lawsuit_against:3 mention_of:3 message_of:3
opposition_to:3 report_on:3 story_about:4 story_of:3 support_for:3 talk_about:5 view_of:4
=noun_prep_of announcement_of:3 attack_on:4 campaign_against:4 embrace_of:3
=noun_that belief:4 complaint:8 concern:2 report:3 statement:7 suggestion:3
=noun_that_of accusation:2 claim:3 comment:4
=noun_to plan:4
=noun_to_of pledge:4 promise:5 unwillingness:3
=obj accuse:8 add:1 admire:3 advocate:2 allege:3 answer:3 append:3 applaud:7 articulate:3 ask:2
assail:5 attribute:3 bash:5 believe:3 bemoan:8 blame:7 boast:2 broadcast:3 care:3 chide:6 cite:7
claim:4 clarify:4 compare:3 concern:1 congratulate:5 contemplate:4 credit:7 declare:4 decry:7
demand:3 devote:3 dismiss:7 dispute:5 doubt:4 emphasize:5 exploit:3 feel:3 focus:1 hat:3
highlight:4 illustrate:3 invoke:5 issue:4 justify:3 lay_out:4 like:3 liken:5 list:6 mock:7 name:3
note:7 oppose:5 order:4 outline:6 predict:2 prefer:6 promote:3 propose:6 publish:3 push:2 put_out:3
question:7 rebuff:3 recall:4 recommend:3 recount:5 reiterate:4 remember:3 repeat:5 repudiate:5
resist:3 restrict:4 retweete:6 rip:4 rip_off:1 say:5 seek:3 share:3 show:4 slam:7 sound:3 state:5
stress:7 talk:3 talk_up:6 thank:6 tout:9 unveil:3 urge:6 veto:5 voice:5 want:3 withdraw:4 witness:6
write:3
=obj+as attack:5 cast:6 characterize:5 criticize:7 frame:6 offer:5 portray:6 praise:8 quote:7 see:6
support:3 tout:7
=passive announce:5 approve:4 confirm:3 consider:3 know:5 name:4
=passive_as identify:5 perceive:2 regard:8
=passive_by claim:5 echo:6 oppose:5 provide:3 report:5 support:3 write:2
=passive_for criticize:7 know:5
=passive_of accuse:6 assure:5
=passive_oprd call:2 title:3
=passive_to ask:7 expect:8 invite:3 know:4 mean:3 require:3 say:7 show:5
=passive_with charge:3
=pre add:7 argue:4 call:2 declare:7 find:6 know:1 predict:6 read:7 report:8 see:1 shoot:4 show:5
state:6 tell:7 tweet:9 want:1 write:8
=prep accuse_of:4 add_to:1 agree_on:4 announce_on:2 apologize_for:3 ask_about:5 ask_for:4 ask_in:1
balk_at:7 blame_for:2 boast_of:5 brag_about:5 call_for:6 call_on:2 campaign_for:3 comment_on:4
complain_about:5 describe_as:5 fire_at:3 hint_at:5 hop_for:4 identify_as:3 lash_out_at:8
line_up_behind:4 look_past:3 look_to:3 oppose_to:1 point_as:5 point_to:6 push_for:5 rail_against:6
refer_in:3 report_from:1 report_on:1 say_after:1 say_at:0 say_before:1 say_during:1 say_in:0
say_of:1 say_on:1 say_to:1 say_with:1 side_with:4 speak_about:6 speak_of:5 stand_by:3 talk_about:5
talk_at:2 talk_to:2 view_as:4 vote_against:3 vouch_for:8 warn_of:5 worry_about:3 write_about:5
write_at:1 write_in:1 write_on:1 write_to:1
=small argue:9 chant:9 say:5 show:4 suggest:3
=speech_after accord:8 ask:7 call:6 chant:7 continue:8 explain:7 go:5 note:8 put:6 report:8 state:7
suggest:7 think:3
=speech_before report:8
=that allege:6 assume:3 calculate:6 call:6 contend:9 continue:8 convince:6 demonstrate:6 deny:7
describe:9 determine:4 expect:3 feel:3 figure_out:3 find:7 highlight:4 imagine:4 know:3 learn:6
mention:6 prefer:6 prove:2 read:6 recommend:6 remember:3 see:2 show:6 signal:8 state:8 suspect:7
tell:8 think:3 turn_out:2 understand:3 want:3 watch:3 worry:7
=to afford:1 aim:5 ask:5 attempt:2 call_on:7 determine:4 expect:5 go_on:4 hop:6 hope:4 intend:1
like:4 love:5 move:3 offer:6 pledge:4 prefer:8 prepare:1 propose:4 prove:4 remain:1 seek:5
threaten:5 turn_out:2 vote:4
=to+obj challenge:3 order:6 tell:4
"""

PRECISION = {
    "according": (0.796, 0.689, 0.507),
    "adjective": (0.763, 0.709, 0.421),
    "adverb": (0.892, 0.689, 0.379),
    "heading": (0.892, 0.589, 0.347),
    "noun": (0.702, 0.594, 0.49),
    "obj": (0.8, 0.656, 0.492),
    "passive": (0.798, 0.576, 0.46),
    "pre": (0.765, 0.781, 0.527),
    "prep": (0.764, 0.657, 0.473),
    "raise": (0.892, 0.689, 0.488),
    "speech": (0.966, 0.706, 0.669),
    "that": (0.867, 0.783, 0.593),
    "to": (0.777, 0.713, 0.459),
}
